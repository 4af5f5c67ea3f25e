import { fileURLToPath } from 'node:url'
import { checkRooms, isLawful } from './check-rooms.ts'

// Part of `npm run lint`: prints what breaks the walls between the rooms, and fails when anything does.

const root = fileURLToPath(new URL('../..', import.meta.url))
const report = await checkRooms(root)
for (const { rule, from, to, says } of report.offences) {
  process.stderr.write(`${from}\n  imports ${to}\n  ${rule}: ${says}\n`)
}
for (const file of report.filesMissed)
  process.stderr.write(`${file}\n  was not read, so nothing is known of it\n`)
process.stdout.write(
  `rooms: ${report.filesRead} files read, ${report.filesMissed.length} missed, ${report.offences.length} offences\n`,
)
if (!isLawful(report)) process.exitCode = 1
