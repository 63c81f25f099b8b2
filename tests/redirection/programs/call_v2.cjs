// Makes a call to the sandbox with version 2 of the SDK: `node call_v2.cjs getHIT '{"HITId": "..."}'`.
const AWS = require('aws-sdk');

AWS.config.update({ region: 'us-east-1' });
const mturk = new AWS.MTurk({ endpoint: 'https://mturk-requester-sandbox.us-east-1.amazonaws.com' });
mturk[process.argv[2]](JSON.parse(process.argv[3]), (error, data) => {
  if (error) throw error;
  console.log(JSON.stringify(data));
});
