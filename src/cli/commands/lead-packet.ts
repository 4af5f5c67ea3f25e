import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, exitCodes } from '../command.ts'
import { openDoor } from '../door.ts'

type Taken = { id: string; sha256: string; sizeBytes: number; logIndex: number; fileUrl: string }

export const leadPacket: Command = {
  name: 'lead packet',
  summary: 'write the disclosure packet of a search, for a court or the defence',
  details: [
    'One zip file: probe, every candidate, quality, model and its errors, policy, both examinations, outcome, log proofs,',
    'as they were frozen when the search was logged. Only when both examinations are sealed, or the search gave no list.',
    'Who took it and for whom stands in the log before the file is written. casebound replay FILE checks it anywhere.',
  ].join('\n'),
  positionals: [{ name: 'SEARCH', words: 'id of the search' }],
  options: {
    out: { type: 'string', hint: 'FILE', words: 'write the packet to this file', required: true },
    for: { type: 'string', hint: 'WHOM', words: 'court, counsel or order that it is for' },
    as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' },
  },
  examples: ['casebound lead packet 9fKq… --out packet.zip --for "defence in 26-CR-0117" --as s.bennett'],
  run: async (input, desk) => {
    const door = await openDoor(desk, {
      dataDir: input.dataDir,
      command: 'lead packet',
      as: input.text('as'),
    })
    try {
      const path = `/api/searches/${encodeURIComponent(input.positionals[0] ?? '')}/packets`
      const madeFor = input.text('for') ?? 'not said (command line)'
      const taken = await door.call<Taken>('POST', path, { madeFor })
      const file = resolve(input.text('out') ?? '')
      await writeFile(file, (await door.bytes(taken.fileUrl)) ?? new Uint8Array(), { mode: 0o600 })
      desk.terminal.print(
        `Packet written to ${file}: ${taken.sizeBytes} bytes, SHA-256 ${taken.sha256}. Log entry ${taken.logIndex}.`,
      )
      const { fileUrl: _, ...said } = taken
      desk.terminal.result({ ...said, file })
      return exitCodes.done
    } finally {
      await door.close()
    }
  },
}
