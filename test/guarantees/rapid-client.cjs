/**
 * Stands in for `rapid-client.node`, the compiled part of aws-lambda-ric, which sends the requests of the Runtime API. The
 * rest of the client is AWS's own. `node --require rapid-client.cjs …`
 */
const { Buffer } = require('node:buffer');
const { spawnSync } = require('node:child_process');
const http = require('node:http');
const Module = require('node:module');
const process = require('node:process');

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
// As in the original, nothing else happens until the answer is there: a function may end right after it.
const POST = 'fetch(process.argv[1], { method: "POST", body: require("fs").readFileSync(0) })';

function post(path, body) {
  spawnSync(process.execPath, ['-e', POST, `${api}/${path}`], { input: body, env: {} });
}

const client = {
  next: () =>
    new Promise((resolve, reject) => {
      const request = http.get(`${api}/next`, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ bodyJson: Buffer.concat(chunks).toString(), headers: response.headers });
        });
      });
      request.on('error', reject);
    }),
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
};

const load = Module._load;
Module._load = (request, ...rest) => (request === './rapid-client.node' ? client : load(request, ...rest));
