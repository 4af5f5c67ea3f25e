import { canonicalJson } from '../kernel/index.ts'
import type { ZipEntry } from './zip/zip-layout.ts'

/** One file of a packet, with what it is in a sentence; the manifest lists them. */
export type PacketPart = ZipEntry & { readonly what: string }

/** A part of canonical JSON (RFC 8785). */
export const jsonPart = (name: string, what: string, value: unknown): PacketPart =>
  textPart(name, what, `${canonicalJson(JSON.parse(JSON.stringify(value)))}\n`)

export const textPart = (name: string, what: string, text: string): PacketPart => ({
  ...{ name, what },
  bytes: new TextEncoder().encode(text),
})
