export default async () => { console.log('arrow'); };
