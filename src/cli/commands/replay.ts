import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { FaceEngine } from '../../face/index.ts'
import { type Packet, type ReplayReport, readPacket, replayPacket } from '../../packet/index.ts'
import { lockDataFolder } from '../../storage/index.ts'
import { type Command, type Desk, exitCodes, type Input } from '../command.ts'
import { checkFounded } from '../door.ts'
import { openHouseAt } from '../open-house-at.ts'
import { packetEngine } from '../packet-engine.ts'
import type { Terminal } from '../terminal.ts'
import { WrongUse } from '../wrong-use.ts'

export const replay: Command = {
  name: 'replay',
  summary: 'make a search again from its disclosure packet, and say whether it comes to the same',
  details: [
    'Needs no data of the agency: recipe, templates, similarities, order and certificate are made again from the packet, and',
    'the log entries are proved offline. With --data the whole gallery of that day is searched again, where the folder has it.',
    'Exits with 0 when everything is identical, 1 with every difference, 3 when the packet is damaged or the model is missing.',
  ].join('\n'),
  positionals: [{ name: 'FILE', words: 'the packet' }],
  options: {
    key: { type: 'string', hint: 'VKEY', words: 'verifier key of the log, from elsewhere than the packet' },
  },
  examples: ['casebound replay packet.zip', 'casebound replay packet.zip --data ./data --json'],
  run: async (input, desk) => {
    const name = input.positionals[0] ?? ''
    const file = await readFile(resolve(name)).catch(() => undefined)
    if (!file) throw new WrongUse(`There is no file ${name} that can be read.`)
    const packet = readPacket(new Uint8Array(file))
    const report = await withHouse(input, desk, packet)
    printReport(desk.terminal, report)
    desk.terminal.result(report)
    return report.identical ? exitCodes.done : exitCodes.fault
  },
}

/** A data folder is opened only where one is named: elsewhere the packet alone must do. */
async function withHouse(input: Input, desk: Desk, packet: Packet): Promise<ReplayReport> {
  const named = input.text('data') ?? process.env.CASEBOUND_DATA
  if (named === undefined) {
    const engine = await packetEngine(desk, { packet, dataDir: undefined })
    return closing(engine, () => run(desk, packet, { engine, key: input.text('key') }))
  }
  await checkFounded(input.dataDir)
  const lock = await lockDataFolder(input.dataDir, { command: 'casebound replay' })
  try {
    const { house, close } = await openHouseAt(desk, input.dataDir)
    try {
      if (house.face.model.id === packet.frozen.model.id)
        return await run(desk, packet, { engine: house.face, house })
      const engine = await packetEngine(desk, { packet, dataDir: input.dataDir })
      return await closing(engine, () => run(desk, packet, { engine, house }))
    } finally {
      await close()
    }
  } finally {
    await lock.release()
  }
}

async function closing<T>(engine: FaceEngine, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } finally {
    await engine.close()
  }
}

async function run(
  desk: Desk,
  packet: Packet,
  options: Parameters<typeof replayPacket>[1],
): Promise<ReplayReport> {
  const progress = desk.terminal.progress({
    ...{ title: 'Replaying', total: packet.frozen.candidates.length, unit: 'candidates' },
  })
  try {
    return await replayPacket(packet, { ...options, onProgress: progress.at })
  } finally {
    progress.end()
  }
}

function printReport({ print }: Terminal, report: ReplayReport): void {
  if (report.demonstration) print('DEMONSTRATION: every person in these pictures is synthetic.')
  print(
    report.identical
      ? `Identical: search ${report.searchId} of ${report.agency}, ${report.candidates} candidates, model ${report.model.name}.`
      : `NOT IDENTICAL: search ${report.searchId} of ${report.agency}, ${report.differences.length} differences.`,
  )
  for (const words of report.differences) print(`  differs       ${words}`)
  for (const words of report.replayed) print(`  replayed      ${words}`)
  for (const words of report.notReplayed) print(`  not replayed  ${words}`)
  if (report.largestTemplateDifference > 0)
    print(
      `Templates made again differ by at most ${report.largestTemplateDifference.toPrecision(3)} in a number: processors sum in other orders. ` +
        'Similarities and ranks were computed from the templates on record.',
    )
  if (!report.log.keyGiven)
    print(
      'The key of the log came from the packet itself; give the one that the agency publishes with --key.',
    )
}
