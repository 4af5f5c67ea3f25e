// The program, kept for one command after the other: loading it and compiling its WebAssembly takes longer than most commands. Each
// command ends with the mark on both outputs, so that whoever asked knows that nothing more comes.
import '../bin/wasm-flags.mjs'
import { once } from 'node:events'
import { load } from '../bin/program.mjs'

const { run } = await load('main.ts')
process.setMaxListeners(0)

process.on('message', async ({ args, mark }) => {
  process.exitCode = 0
  await run(args)
  const code = process.exitCode
  process.exitCode = 0
  for (const stream of [process.stdout, process.stderr]) if (!stream.write(mark)) await once(stream, 'drain')
  process.send({ code })
})
process.on('disconnect', () => process.exit())
process.send('ready')
