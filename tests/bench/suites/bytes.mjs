// Measures how much a publisher sends: the page's script with everything that it needs, and its framework's share.
import { Buffer } from 'node:buffer';
import { brotliCompressSync, constants } from 'node:zlib';
import { bundle } from '../build.mjs';

const small = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const brotli = (text) => brotliCompressSync(text, small).length;

export const bytes = {
  name: 'bytes',
  rounds: 1,

  async *measure({ scripts }, page) {
    const [script] = scripts.get(page.name);
    const framework = page.framework ? brotli(await bundle(page.framework)) : 0;
    yield { raw: Buffer.byteLength(script), brotli: brotli(script), framework };
  },
};
