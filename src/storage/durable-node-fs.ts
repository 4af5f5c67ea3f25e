import { fdatasyncSync, fsyncSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Init = NodeFS['init']

/** The parts of emscripten's NODEFS used here; `nfd` is the file descriptor of the host. */
type Stream = { readonly nfd?: number; readonly node: { readonly mode: number } }
type Runtime = {
  readonly NODEFS: { stream_ops: { fsync?: (stream: Stream) => number } }
  readonly FS: { isDir(mode: number): boolean }
}

/** WASI errno EIO; PostgreSQL panics on it, as it must when a flush failed. */
const inputOutputError = 29

/**
 * PGlite's file system on node:fs, with the flush that emscripten's NODEFS lacks: without stream_ops.fsync every
 * fsync of PostgreSQL succeeds and does nothing, and a power cut loses committed rows.
 */
export class DurableNodeFs extends NodeFS {
  /** Flushes done since the start; tests prove durability by it. */
  syncs = 0

  override async init(...[pg, options]: Parameters<Init>): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(pg, options)
    const addFlush = (module: unknown): void => {
      const runtime = module as Runtime
      runtime.NODEFS.stream_ops.fsync = (stream) => this.#flush(stream, runtime)
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFlush] } }
  }

  #flush(stream: Stream, runtime: Runtime): number {
    if (stream.nfd === undefined) return inputOutputError
    try {
      if (runtime.FS.isDir(stream.node.mode)) fsyncSync(stream.nfd)
      else fdatasyncSync(stream.nfd)
    } catch {
      return inputOutputError
    }
    this.syncs++
    return 0
  }
}
