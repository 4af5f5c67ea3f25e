import { parseLeafCount } from './leaf-count.ts'
import { refusal } from './refuse.ts'

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). */
export const tileWidth = 256
const maxTileLevel = 63

/** Which tile: `level` 0 holds leaf hashes; `width` is 1 to 256 hashes, 256 meaning full. */
export type TileRef = { readonly level: number; readonly index: number; readonly width: number }
/** Which entry bundle: `width` is 1 to 256 entries, 256 meaning full. */
export type BundleRef = { readonly index: number; readonly width: number }

export type ParsedTilePath =
  | ({ readonly kind: 'tile' } & TileRef)
  | ({ readonly kind: 'entries' } & BundleRef)

/** Path of a tile below the log's prefix, e.g. `tile/0/x001/067.p/5` (C2SP tlog-tiles). Width 256 by default. */
export function tilePath(level: number, index: number, width: number = tileWidth): string {
  if (!Number.isInteger(level) || level < 0 || level > maxTileLevel)
    throw invalid(`Tile level ${level} is outside 0 to ${maxTileLevel}.`)
  return `tile/${level}/${indexPath({ index, width })}`
}

/** Path of an entry bundle below the log's prefix, e.g. `tile/entries/x001/067.p/5`. Width 256 by default. */
export const entryBundlePath = (index: number, width: number = tileWidth): string =>
  `tile/entries/${indexPath({ index, width })}`

/**
 * Reads a path that asks for a tile or a bundle. Refuses (TILE_PATH_INVALID) every spelling but the one that
 * tilePath and entryBundlePath write, so that no two paths name one file.
 */
export function parseTilePath(path: string): ParsedTilePath {
  // From outside: a URL. Bounded before the regular expression sees it.
  const parts =
    path.length > 64 ? null : /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  const [, kind = '', digits = '', widthText] = parts ?? []
  const index = parseLeafCount(digits.replace(/[x/]/g, '').replace(/^0+(?=\d)/, ''))
  const width = widthText === undefined ? tileWidth : Number(widthText)
  if (parts === null || index === undefined || (widthText !== undefined && width >= tileWidth))
    throw invalid('The path names neither a tile nor an entry bundle.')
  const found: ParsedTilePath =
    kind === 'entries'
      ? { kind: 'entries', index, width }
      : { kind: 'tile', level: Number(kind), index, width }
  const canonical =
    found.kind === 'entries' ? entryBundlePath(index, width) : tilePath(found.level, index, width)
  if (canonical !== path) throw invalid('The path is not spelled the one way it must be.')
  return found
}

function indexPath({ index, width }: BundleRef): string {
  if (!Number.isSafeInteger(index) || index < 0)
    throw invalid(`Tile index ${index} is not a whole number below 2^53.`)
  if (!Number.isInteger(width) || width < 1 || width > tileWidth)
    throw invalid(`Tile width ${width} is outside 1 to ${tileWidth}.`)
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/')
  return width === tileWidth ? path : `${path}.p/${width}`
}

const invalid = (reason: string) =>
  refusal('TILE_PATH_INVALID', reason, 'A path as C2SP tlog-tiles spells it, such as tile/0/x001/067.p/5.')
