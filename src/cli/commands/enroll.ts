import { resolve } from 'node:path'
import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'
import { enrolRows, printEnrolReport } from '../enrol-rows.ts'
import { manifestHelp, readManifest } from '../read-manifest.ts'

type GalleryAnswer = { persons: number; bookings: number; n?: number; root?: string; logIndex?: number }

export const enroll: Command = {
  name: 'enroll',
  summary: 'enrol booking photographs from a folder, by a manifest',
  details: `${manifestHelp}\nRefused photographs are listed with the reason; the rest goes on. Run it again to resume.\nExits with 4 when some photographs were refused.`,
  positionals: [{ name: 'FOLDER', words: 'folder that holds the photographs' }],
  options: {
    manifest: { type: 'string', hint: 'FILE', words: 'CSV file of the bookings', required: true },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: ['casebound enroll ./photos --manifest ./photos/bookings.csv'],
  run: async (input, desk) => {
    const folder = resolve(input.positionals[0] ?? '.')
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'enroll', as: input.text('as') })
    try {
      const { agency } = await door.call<{ agency: { id: string } }>('GET', '/api/session')
      const manifest = await readManifest(resolve(input.text('manifest') ?? ''), agency.id)
      const report = await enrolRows(door, { folder, manifest, terminal: desk.terminal })
      const gallery = await door.call<GalleryAnswer>('POST', '/api/gallery/commit')
      printEnrolReport(desk.terminal, report)
      desk.terminal.print(
        `The gallery holds ${gallery.persons} persons, ${gallery.bookings} bookings: state ${gallery.n}, log entry ${gallery.logIndex}.`,
      )
      desk.terminal.result({ ...report, gallery })
      return report.refused.length === 0 ? exitCodes.done : exitCodes.donePartly
    } finally {
      await door.close()
    }
  },
}
