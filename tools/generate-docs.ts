import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generatedDocs } from './generated-docs.ts'

for (const [path, generate] of Object.entries(generatedDocs)) {
  await writeFile(fileURLToPath(new URL(`../${path}`, import.meta.url)), await generate())
  process.stdout.write(`${path} written\n`)
}
