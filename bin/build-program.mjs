// Makes the build that program.mjs looks for: esbuild strips the types and joins the files, nothing else; no code is shortened.
import { mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Packages of many small files, which take longer to find than to run. All others are loaded from node_modules as ever. */
const joined = new Set([
  '@hono/node-server',
  '@hono/zod-openapi',
  '@observablehq/plot',
  '@simplewebauthn/server',
  '@zxcvbn-ts/core',
  '@zxcvbn-ts/language-common',
  'csv-parse',
  'hono',
  'jose',
  'kysely',
  'linkedom',
  'marked',
  'openid-client',
  'otpauth',
  'zod',
])

/** Builds of earlier sources that are left in peace: a program that still runs may load a part of its own later. */
const kept = 4

/**
 * Builds the program below `root` into `folder`, which is there whole or not at all, whoever else builds at the same time; `entries`
 * are files of its `src`.
 */
export async function buildProgram({ root, folder, entries }) {
  const making = `${folder}.${process.pid}`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  try {
    await build({
      absWorkingDir: root,
      entryPoints: entries.map((entry) => join('src', entry)),
      outbase: 'src',
      outdir: making,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      keepNames: true,
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [ownAddress(join(root, 'src')), joinedPackages(await realpath(join(root, 'node_modules')))],
    })
    await rename(making, folder)
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    // Somebody else was quicker; theirs is the same.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  }
  await removeOld(dirname(folder), folder)
}

/** A file that looks for another beside itself finds it beside its source, wherever its code was put. */
const ownAddress = (source) => ({
  name: 'own-address',
  setup(builder) {
    builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!path.startsWith(source)) return undefined
      const code = await readFile(path, 'utf8')
      return {
        contents: code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
        loader: 'ts',
      }
    })
  },
})

const joinedPackages = (packages) => ({
  name: 'joined-packages',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined
      if (path.startsWith('node:')) return { path, external: true }
      // What a joined package needs is joined with it.
      if (importer.startsWith(packages)) return undefined
      const [scope, name] = path.split('/')
      return joined.has(scope.startsWith('@') ? `${scope}/${name}` : scope)
        ? undefined
        : { path, external: true }
    })
  },
})

async function removeOld(builds, newest) {
  const folders = (await readdir(builds)).map((name) => join(builds, name)).filter((path) => path !== newest)
  const aged = await Promise.all(
    folders.map(async (path) => ({
      path,
      at: await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  )
  const old = aged.sort((left, right) => right.at - left.at).slice(kept - 1)
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })))
}
