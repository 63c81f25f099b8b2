// As call_v3.mjs, with the client that has a method for each operation, in a CommonJS module.
const { MTurk } = require('@aws-sdk/client-mturk');

const name = process.argv[2][0].toLowerCase() + process.argv[2].slice(1);
new MTurk({ endpoint: 'https://mturk-requester.us-east-1.amazonaws.com' })
  [name](JSON.parse(process.argv[3]))
  .then((response) => console.log(JSON.stringify(response)));
