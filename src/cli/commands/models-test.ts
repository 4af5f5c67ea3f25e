import { join } from 'node:path'
import { type ModelTestReport, refreshModel, testModelFolder } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { houseFolders, syntheticTestPeople } from '../../lead/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes } from '../command.ts'
import { type Door, isFounded, openDoor } from '../door.ts'
import { modelProgress } from '../model-progress.ts'
import { type ModelsAnswer, refuseFault } from '../models-answer.ts'
import type { Terminal } from '../terminal.ts'
import { watchModelWork } from '../watch-model-work.ts'

export const modelsTest: Command = {
  name: 'models test',
  summary:
    'test that a face model works here: its files, its recorded answers, and synthetic people at rank 1',
  details: [
    'Checks every file of the model against its digest, compares its answers to drawn patterns with those recorded when it was added, and',
    'searches synthetic people among others. That says whether the model works on this machine, nothing about real people: for that, see',
    'casebound evaluate.',
    '',
    'For the model in use the report is recorded and, when it passed, written to the log; a search is possible again. The work is done by',
    'the running server, where one runs. Any other model is only tested. Exits with 1 when it failed.',
  ].join('\n'),
  positionals: [{ name: 'NAME', words: 'a model of casebound models list' }],
  options: { as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' } },
  examples: ['casebound models test our-arcface'],
  run: async (input, desk) => {
    const name = input.positionals[0] ?? ''
    if (!(await isFounded(input.dataDir))) return testAlone(desk, { dataDir: input.dataDir, name })
    const door = await openDoor(desk, {
      dataDir: input.dataDir,
      command: 'models test',
      as: input.text('as'),
    })
    try {
      const { inUse } = await door.call<ModelsAnswer>('GET', '/api/models')
      if (inUse.name !== name) return await testAlone(desk, { dataDir: input.dataDir, name })
      await door.call('POST', '/api/models/test')
      return await watch(door, desk)
    } finally {
      await door.close()
    }
  },
}

async function testAlone(desk: Desk, of: { dataDir: string; name: string }): Promise<ExitCode> {
  const { terminal } = desk
  const { models } = houseFolders(of.dataDir)
  await refreshModel(models, { name: of.name, onCompile: modelProgress(terminal) })
  let progress: ReturnType<typeof terminal.progress> | undefined
  const report = await testModelFolder({
    modelDir: join(models, of.name),
    people: await syntheticTestPeople(desk.wiring.demoPeopleDir),
    onProgress: ({ done, total }) => {
      progress ??= terminal.progress({ title: 'Testing', total, unit: 'pictures' })
      progress.at(done)
    },
  }).finally(() => progress?.end())
  return tell(terminal, { report, recorded: false })
}

async function watch(door: Door, { terminal }: Desk): Promise<ExitCode> {
  const { test } = await watchModelWork(door, {
    ...{ terminal, title: () => 'Testing', unit: 'pictures' },
    work: (now) => now.test?.work,
    isOver: ({ test }) => test?.work.fault !== undefined || test?.report !== undefined,
  })
  refuseFault(test?.work)
  return tell(terminal, {
    ...{ report: must(test?.report, 'report of the test'), recorded: true },
    logIndex: test?.logIndex,
  })
}

function tell(
  terminal: Terminal,
  of: { report: ModelTestReport; recorded: boolean; logIndex?: number | undefined },
): ExitCode {
  const { report, recorded, logIndex } = of
  const { answers, people } = report
  const { print } = terminal
  print(`${report.passed ? 'PASSED' : 'FAILED'}: ${report.name}`)
  print(`  files     every file has its digest; id ${report.modelId}`)
  print(
    answers.leastSimilarity === 'none recorded'
      ? '  answers   none were recorded for this model'
      : `  answers   ${answers.recorded} patterns, least similarity to those recorded ${answers.leastSimilarity}`,
  )
  print(
    `  people    ${people.rankOne} of ${people.probes} synthetic persons first among ${people.gallery}; in ${people.unseen} pictures no face was found`,
  )
  for (const fault of report.faults) print(`  fault     ${fault}`)
  if (logIndex !== undefined) print(`  log       entry ${logIndex}; searches are possible`)
  if (!recorded) print('  This model is not in use: nothing was recorded.')
  terminal.result({ ...report, recorded, ...(logIndex === undefined ? {} : { logIndex }) })
  return report.passed ? exitCodes.done : exitCodes.fault
}
