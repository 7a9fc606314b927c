// differs: a bad value: 
export default function () {} export const handleSummary = 5;
