import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes in every hash of this room (SHA-256). */
export const hashBytes = 32

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** SHA-256, 32 bytes. */
export const sha256Of = (bytes: Uint8Array): Uint8Array => sha256(bytes)

/** Leaf hash of one entry: SHA-256(0x00 ‖ entry), 32 bytes (RFC 9162 section 2.1.1). */
export const leafHash = (entryBytes: Uint8Array): Uint8Array =>
  sha256.create().update(leafPrefix).update(entryBytes).digest()

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right), 32 bytes (RFC 9162 section 2.1.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256.create().update(nodePrefix).update(left).update(right).digest()

/** Root of the tree without entries: SHA-256 of nothing, 32 bytes (RFC 9162 section 2.1.1). */
export const emptyRoot: Uint8Array = /* @__PURE__ */ sha256(/* @__PURE__ */ new Uint8Array(0))
