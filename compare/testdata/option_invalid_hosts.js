// differs: sentences: 
export const options = { hosts: { 'x.test': 'no address' } };
export default function () {}
