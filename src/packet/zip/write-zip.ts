import { crc32 } from 'node:zlib'
import { assert } from '../../kernel/index.ts'
import {
  centralBytes,
  centralSignature,
  endBytes,
  endSignature,
  fixedDate,
  lawfulName,
  localBytes,
  localSignature,
  utf8Flag,
  version,
  type ZipEntry,
} from './zip-layout.ts'

/** A zip file of these entries in this order, stored without compression: the same entries give the same bytes everywhere. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of entries) {
    assert(lawfulName.test(name), 'a plain name in a zip file')
    const nameBytes = Buffer.from(name, 'utf8')
    const common = commonHeader({ nameBytes, bytes })
    const local = Buffer.alloc(4)
    local.writeUInt32LE(localSignature)
    bodies.push(local, common, nameBytes, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    directory.push(centralHeader({ common, offset }), nameBytes)
    offset += localBytes + nameBytes.length + bytes.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  assert(offset + size < 0xffff_ffff && entries.length < 0xffff, 'a packet of less than 4 GiB')
  return Buffer.concat([...bodies, ...directory, endRecord({ count: entries.length, size, offset })])
}

/** What local and central headers share, from the version needed to the length of extra fields: 26 bytes. */
function commonHeader({ nameBytes, bytes }: { nameBytes: Buffer; bytes: Uint8Array }): Buffer {
  const common = Buffer.alloc(localBytes - 4)
  common.writeUInt16LE(version, 0)
  common.writeUInt16LE(utf8Flag, 2)
  common.writeUInt16LE(fixedDate, 8)
  common.writeUInt32LE(crc32(bytes), 10)
  common.writeUInt32LE(bytes.length, 14)
  common.writeUInt32LE(bytes.length, 18)
  common.writeUInt16LE(nameBytes.length, 22)
  return common
}

function centralHeader({ common, offset }: { common: Buffer; offset: number }): Buffer {
  const header = Buffer.alloc(centralBytes)
  header.writeUInt32LE(centralSignature, 0)
  header.writeUInt16LE(version, 4)
  common.copy(header, 6)
  header.writeUInt32LE(offset, 42)
  return header
}

function endRecord(of: { count: number; size: number; offset: number }): Buffer {
  const end = Buffer.alloc(endBytes)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(of.count, 8)
  end.writeUInt16LE(of.count, 10)
  end.writeUInt32LE(of.size, 12)
  end.writeUInt32LE(of.offset, 16)
  return end
}
