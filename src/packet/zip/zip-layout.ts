// The little of the zip format (APPNOTE 6.3.10) that a packet uses: entries stored as they are, no encryption, no archive over 4 GiB.

export const localSignature = 0x04034b50
export const centralSignature = 0x02014b50
export const endSignature = 0x06054b50
export const localBytes = 30
export const centralBytes = 46
export const endBytes = 22
/** Names are UTF-8. */
export const utf8Flag = 0x0800
/** The earliest date that a zip file can say, 1980-01-01: when the packet was made stands in its manifest. */
export const fixedDate = 0x0021
export const version = 20

/** One file of a packet. */
export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array }

/** Names that unpack to where they say and nowhere else. */
export const lawfulName = /^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._/-]{1,200}$/
