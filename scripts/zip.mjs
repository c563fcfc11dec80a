import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

const MADE_BY_UNIX = 3 << 8;
const VERSION = 20; // 2.0 has folders and deflate
const UTF8_NAMES = 1 << 11;
const DEFLATED = 8;
const MIDNIGHT = 0;
const FIRST_OF_1980 = (1 << 5) | 1; // the same bytes at each run
const FILE_MODE = 0o100644;

/**
 * Returns a zip archive.
 *
 * @param {Iterable<readonly [path: string, content: Uint8Array]>} files
 * @returns {Buffer}
 */
export function zip(files) {
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content, { level: 9 });
    // The fields that the local header and the directory have in common.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DEFLATED, 4);
    common.writeUInt16LE(MIDNIGHT, 6);
    common.writeUInt16LE(FIRST_OF_1980, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);

    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(FILE_MODE * 2 ** 16, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.alloc(2);
    madeBy.writeUInt16LE(MADE_BY_UNIX | VERSION);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}
