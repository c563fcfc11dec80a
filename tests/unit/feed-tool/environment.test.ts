import { expect, test } from 'vitest';
import { expandEnvironment } from '../../../src/feed-tool/config/environment.js';
import { createMask } from '../../../src/feed-tool/mask-secrets.js';
import type { SourceConfig } from '../../../src/feed-tool/types.js';

function expand(source: Partial<SourceConfig>, environment: Record<string, string>) {
  const mistakes: string[] = [];
  const { source: expanded, secrets } = expandEnvironment(
    { name: 'x', url: 'https://a.example/', ...source },
    environment,
    (place, mistake) => mistakes.push(`${place}: ${mistake}`),
  );
  return { ...expanded, secrets, mistakes };
}

test('a decoded key is percent-encoded in an address, and an encoded one stays as it is', () => {
  const url = 'https://a.example/?serviceKey=${KEY}&n=1';
  const encoded = 'https://a.example/?serviceKey=ab%2Bc%2Fd%3D%3D&n=1';
  expect(expand({ url }, { KEY: 'ab+c/d==' }).url).toBe(encoded);
  expect(expand({ url }, { KEY: 'ab%2Bc%2Fd%3D%3D' }).url).toBe(encoded);
});

test('a percent sign that encodes nothing is encoded itself', () => {
  expect(expand({ url: 'https://a.example/?k=${KEY}' }, { KEY: '100%' }).url).toBe('https://a.example/?k=100%25');
  expect(expand({ url: 'https://a.example/?k=${KEY}' }, { KEY: '%41&b=c' }).url).toBe(
    'https://a.example/?k=%2541%26b%3Dc',
  );
});

test('a value in front of the path is the address of a server, and is put in as it is', () => {
  expect(expand({ url: '${BASE}/x?k=${BASE}' }, { BASE: 'http://localhost:1' }).url).toBe(
    'http://localhost:1/x?k=http%3A%2F%2Flocalhost%3A1',
  );
});

test('headers and bodies get values as they are, objects in all their texts', () => {
  const expanded = expand(
    {
      headers: { authorization: 'Bearer ${KEY}' },
      body: { appkey: '${KEY}', list: ['${KEY}!', 1, null], deep: { x: '$${KEY}' } },
    },
    { KEY: 'a b' },
  );
  expect(expanded.headers).toEqual({ authorization: 'Bearer a b' });
  expect(expanded.body).toEqual({ appkey: 'a b', list: ['a b!', 1, null], deep: { x: '${KEY}' } });
  expect(expand({ body: 'k=${KEY}' }, { KEY: 'a b' }).body).toBe('k=a b');
});

test('a missing or empty value and an unreadable reference are mistakes with their place', () => {
  const { mistakes } = expand(
    { url: 'https://a.example/${NONE}/${1X}/${toString}', headers: { a: '${EMPTY}' }, body: { b: [{ c: '${KEY' }] } },
    { EMPTY: '', KEY: 'never shown' },
  );
  expect(mistakes).toEqual([
    'url: the environment variable NONE has no value',
    'url: “${1X}” is not the name of an environment variable',
    'url: the environment variable toString has no value',
    'headers.a: the environment variable EMPTY has no value',
    'body.b[0].c: has “${” without “}”; write “$${” for a literal “${”',
  ]);
});

test('a value that contains a reference is not expanded again', () => {
  expect(expand({ headers: { a: '${ONE}' } }, { ONE: '${TWO}', TWO: 'x' }).headers).toEqual({ a: '${TWO}' });
});

test('a key is masked in all the forms in which it may come back', () => {
  const key = 'ab+c/d== é';
  const { secrets } = expand({ headers: { a: '${KEY}' } }, { KEY: key });
  for (const form of [key, encodeURIComponent(key), encodeURIComponent(encodeURIComponent(key))])
    for (const text of [form, form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()), form.replaceAll('/', '\\/')])
      expect(createMask(secrets)(`<${text}>`)).toBe('<…>');
  expect(createMask([encodeURIComponent(key)])('ab+c/d== é')).toBe('…');
});

test('a value with a lone surrogate is put in and masked without an error', () => {
  const { url, secrets } = expand({ url: 'https://a.example/?k=${KEY}' }, { KEY: 'abc\ud800' });
  expect(url).toBe('https://a.example/?k=abc%EF%BF%BD');
  expect(createMask(secrets)(url)).toBe('https://a.example/?k=…');
});

test('of two keys, of which one is part of the other, nothing is left', () => {
  expect(createMask(['abcd', 'abcdefgh'])('abcdefgh abcd')).toBe('… …');
});

test('the digits of a short value are not masked in all numbers', () => {
  expect(createMask(['1', ''])('100 items')).toBe('100 items');
});

test.each([
  ['escaped as in JSON', 'k\\u002b\\u003Dey\\u0026\\u003c1'],
  ['escaped as in HTML, by numbers', 'k&#43;&#x3D;ey&#38;&#060;1'],
  ['escaped as in HTML, by names', 'k+=ey&amp;&lt;1'],
])('a key is masked that is %s', (_, written) => {
  expect(createMask(['k+=ey&<1'])(`(${written})`)).toBe('(…)');
});

test.each(['', 'u:', 'us:', 'user:'])('a key is masked in the Base64 of “%s” and the key', (user) => {
  const mask = createMask(['sesame-open>?/1']);
  for (const encoding of ['base64', 'base64url'] as const) {
    const masked = mask(Buffer.from(`${user}sesame-open>?/1`).toString(encoding));
    // What is left are the characters that also depend on what is around the key.
    expect(Buffer.from(masked.split('…')[1]!, 'base64').length).toBeLessThan(3);
    expect(Buffer.from(masked.split('…')[0]!, 'base64').toString().replace(user, '').length).toBeLessThan(2);
  }
});

test('the beginning of a key at the end of a cut text is masked in capital letters too', () => {
  expect(createMask(['sesame-open'])('key SESAME-OP…')).toBe('key …');
});
