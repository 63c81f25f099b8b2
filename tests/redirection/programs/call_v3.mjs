// Makes a call to the sandbox with version 3 of the SDK: `node call_v3.mjs GetHIT '{"HITId": "..."}'`.
import * as mturk from '@aws-sdk/client-mturk';

const client = new mturk.MTurkClient({ endpoint: 'https://mturk-requester-sandbox.us-east-1.amazonaws.com' });
const command = new mturk[`${process.argv[2]}Command`](JSON.parse(process.argv[3]));
console.log(JSON.stringify(await client.send(command)));
