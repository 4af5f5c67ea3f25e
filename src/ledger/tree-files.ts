import {
  decodeEntryBundle,
  decodeTile,
  encodeEntryBundle,
  encodeTile,
  entryBundlePath,
  newBundles,
  newTiles,
  tilePath,
} from '../proof/index.ts'
import { widestPiece } from './log-files.ts'

/** A file of a log's tree, read when it is asked for. */
export type TreeFile = { readonly path: string; readonly bytes: () => Promise<Uint8Array> }

type Grown = { readonly from: number; readonly to: number }

/** The entry bundles that a copy of the first `from` entries lacks of the first `to`. The log may grow while they are read. */
export const entryFiles = (logDir: string, { from, to }: Grown): readonly TreeFile[] =>
  [...newBundles(from, to)].map(({ index, width }) => ({
    path: entryBundlePath(index, width),
    bytes: async () => {
      const wide = await widestPiece(logDir, { width, pathOf: (at) => entryBundlePath(index, at) })
      return encodeEntryBundle(decodeEntryBundle(wide.bytes, wide.width).slice(0, width))
    },
  }))

/** The hash tiles that such a copy lacks. */
export const tileFiles = (logDir: string, of: Grown & { readonly prefix: string }): readonly TreeFile[] =>
  [...newTiles(of.from, of.to)].map(({ level, index, width }) => ({
    path: `${of.prefix}${tilePath(level, index, width)}`,
    bytes: async () => {
      const wide = await widestPiece(logDir, { width, pathOf: (at) => tilePath(level, index, at) })
      return encodeTile(decodeTile(wide.bytes, wide.width).slice(0, width))
    },
  }))
