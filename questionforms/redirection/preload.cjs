// Redirects a Node program's MTurk calls. Node runs this file at its start, by `--require` in NODE_OPTIONS.
//
// Both SDKs get the marketplace's address before they sign a request. What they do not see, such as an SDK inside a
// bundle, is caught at `http` and `https`: its signature is made for another host, which a marketplace without keys
// accepts. The names of Mechanical Turk's hosts are not resolved, so nothing else reaches them.
'use strict';

const dns = require('dns');
const http = require('http');
const https = require('https');
const Module = require('module');
const { URL } = require('url');

const PREFIX = 'mturk-requester';

// Whether a host is Mechanical Turk's: an endpoint of any version of its API, or one of its sites.
function isServiceHost(host) {
  const name = String(host).replace(/\.+$/, '').toLowerCase();
  if (name === 'mturk.com' || name.endsWith('.mturk.com')) return true;
  const isEndpoint = name.startsWith(PREFIX) || name.startsWith('mechanicalturk.');
  return isEndpoint && ['.amazonaws.com', '.amazonaws.com.cn', '.api.aws'].some((end) => name.endsWith(end));
}

function redirect(address) {
  const marketplace = new URL(address);
  const web = marketplace.protocol === 'https:' ? https : http;
  const hostname = marketplace.hostname.replace(/^\[|\]$/g, '');
  const port = Number(marketplace.port) || (web === https ? 443 : 80);
  const path = `${marketplace.pathname.replace(/\/$/, '')}/`;
  // not the program's, which may use a proxy
  const agent = new web.Agent({ keepAlive: true });
  const send = web.request;

  // aws-sdk, version 2: each request passes its global listeners before it is signed
  function patchVersion2(AWS) {
    AWS.events.on('sign', (request) => {
      if (request.service.api.endpointPrefix !== PREFIX) return;
      const { httpRequest } = request;
      Object.assign(httpRequest, { endpoint: new AWS.Endpoint(address), path });
      httpRequest.headers.Host = httpRequest.endpoint.host;
    });
  }

  // @aws-sdk/client-mturk, version 3: a step of the client that runs before the ones that sign
  const toMarketplace = (next) => (args) => {
    Object.assign(args.request, { protocol: marketplace.protocol, hostname, port, path });
    return next(args);
  };
  function patchVersion3({ MTurkClient }) {
    const original = MTurkClient.prototype.send;
    MTurkClient.prototype.send = function (...args) {
      const step = { step: 'build', priority: 'high', name: 'questionformsRedirection', override: true };
      this.middlewareStack.add(toMarketplace, step);
      return original.apply(this, args);
    };
  }

  const patches = [
    [/[\\/]aws-sdk[\\/]lib[\\/]core\.js(\?|$)/, patchVersion2],
    [/[\\/]client-mturk[\\/]dist[-\\/]cjs[\\/]index\.js(\?|$)/, patchVersion3],
  ];
  const { load } = Module.prototype;
  Module.prototype.load = function (filename) {
    load.apply(this, arguments);
    for (const [file, patch] of patches) {
      if (file.test(filename)) patch(this.exports);
    }
  };

  // the arguments of `http.request` as options and callback
  function parsed(args) {
    const rest = [...args];
    const options = {};
    if (typeof rest[0] === 'string' || rest[0] instanceof URL) {
      const url = new URL(String(rest.shift()));
      Object.assign(options, { hostname: url.hostname, port: url.port, path: `${url.pathname}${url.search}` });
    }
    if (rest[0] && typeof rest[0] === 'object') Object.assign(options, rest.shift());
    return [options, rest.find((each) => typeof each === 'function')];
  }

  // a request that is sent through a proxy has a whole URL as its path
  function withoutProxy(options) {
    if (!/^https?:\/\//.test(options.path)) return options;
    const url = new URL(options.path);
    return { ...options, hostname: url.hostname, port: url.port, path: `${url.pathname}${url.search}` };
  }

  function isRedirected(options) {
    const host = String(options.hostname || options.host || '').replace(/^\[|\]$/g, '');
    return isServiceHost(host) || (host === hostname && Number(options.port) === port);
  }

  function ours(options) {
    const headers = { ...options.headers };
    for (const name of Object.keys(headers)) {
      if (name.toLowerCase() === 'host') delete headers[name];
    }
    headers.host = marketplace.host;
    const place = { protocol: marketplace.protocol, hostname, host: hostname, port, agent, servername: undefined };
    return { ...options, ...place, headers };
  }

  for (const each of [http, https]) {
    const original = each.request;
    each.request = function (...args) {
      const [given, callback] = parsed(args);
      const options = withoutProxy(given);
      return isRedirected(options) ? send.call(web, ours(options), callback) : original.apply(this, args);
    };
    each.get = function (...args) {
      const request = each.request(...args);
      request.end();
      return request;
    };
  }

  const { lookup } = dns;
  dns.lookup = function (name, ...rest) {
    if (!isServiceHost(name)) return lookup.call(this, name, ...rest);
    const message = `${name} is not called: MTurk calls of this program go to the marketplace at ${address}. Only calls ` +
      'through the AWS SDKs, `http` or `https` are redirected; this one was made in another way';
    const error = Object.assign(new Error(message), { code: 'ECONNREFUSED', hostname: name, syscall: 'getaddrinfo' });
    return process.nextTick(rest[rest.length - 1], error);
  };
  Object.defineProperties(dns.lookup, Object.getOwnPropertyDescriptors(lookup)); // what `util.promisify` looks for

  if (Module.syncBuiltinESMExports) Module.syncBuiltinESMExports();
}

if (process.env.QUESTIONFORMS_RUN_ENDPOINT) redirect(process.env.QUESTIONFORMS_RUN_ENDPOINT);

module.exports = { isServiceHost };
