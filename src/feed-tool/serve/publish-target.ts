import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { urlOf } from '../../model/url-of.js';
import { UsageError } from '../command.js';

/** Posts a text, and resolves with the status of the response. Rejects if there is no complete response. */
export type Post = (text: string, signal: AbortSignal) => Promise<number>;

/**
 * Reads where updates are published: an http(s) address, or `unix:SOCKET:/PATH` for a server that listens on a socket of
 * this machine. Throws a `UsageError` for anything else.
 */
export function publishTarget(text: string): Post {
  const [, socketPath, path] = /^unix:(.[^:]*):(\/.*)$/.exec(text) ?? [];
  if (socketPath) return post({ socketPath, path }, requestHttp);
  const url = urlOf(text, 'null:');
  if (url?.protocol === 'http:') return post(urlToHttpOptions(url), requestHttp);
  if (url?.protocol === 'https:') return post(urlToHttpOptions(url), requestHttps);
  throw new UsageError('serve.publish: is neither an http(s) address nor unix:SOCKET:/PATH');
}

const post =
  (target: RequestOptions, request: typeof requestHttp): Post =>
  (text, signal) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
      request({ ...target, method: 'POST', headers, signal, agent: false }, (answer) => {
        answer
          .on('end', () => resolve(answer.statusCode ?? 0))
          .on('error', reject)
          .on('close', () => reject(new Error('the response broke off')))
          .resume();
      })
        .on('error', reject)
        .end(text);
    });
