import { chooseModel, refreshModel } from '../../face/index.ts'
import { houseFolders } from '../../lead/index.ts'
import { type Command, type Desk, type ExitCode, exitCodes, type Input } from '../command.ts'
import { type Door, isFounded, openDoor } from '../door.ts'
import { modelProgress } from '../model-progress.ts'
import { type ModelsAnswer, refuseFault } from '../models-answer.ts'
import { watchModelWork } from '../watch-model-work.ts'

export const modelsUse: Command = {
  name: 'models use',
  summary: 'code the gallery with another face model, and change over to it',
  details: [
    'Every booking photograph is coded anew. Until the last one is done the model in use answers; then the change is made in one step and',
    'written to the log. It can be cut off at any time: the next casebound serve, or this command again, goes on where it was. Naming the model',
    'that is in use calls a begun change off.',
    '',
    'While a server runs, it does the work, and Ctrl-C ends only the watching. Without one, this process does it and nobody can search meanwhile.',
    'After the change a search is refused until casebound models test has passed. In a folder without an agency the model is noted for',
    'casebound init and casebound evaluate.',
  ].join('\n'),
  positionals: [{ name: 'NAME', words: 'a model of casebound models list' }],
  options: { as: { type: 'string', hint: 'LOGIN', words: 'act as this user (at the console only)' } },
  examples: ['casebound models use our-arcface'],
  run: async (input, desk) => {
    const name = input.positionals[0] ?? ''
    if (!(await isFounded(input.dataDir))) return noteChoice(input, { desk, name })
    const door = await openDoor(desk, { dataDir: input.dataDir, command: 'models use', as: input.text('as') })
    try {
      const begun = await door.call<ModelsAnswer>('POST', '/api/models/use', { name })
      if (!begun.change) {
        desk.terminal.print(
          begun.inUse.name === name
            ? `The gallery stays with ${name}.`
            : `The gallery is coded with ${name}.`,
        )
        desk.terminal.result(begun)
        return exitCodes.done
      }
      return await watch(door, { desk })
    } finally {
      await door.close()
    }
  },
}

async function noteChoice(input: Input, { desk, name }: { desk: Desk; name: string }): Promise<ExitCode> {
  const { models } = houseFolders(input.dataDir)
  await refreshModel(models, { name, onCompile: modelProgress(desk.terminal) })
  await chooseModel(models, name)
  desk.terminal.print(`There is no agency here yet; casebound init and casebound evaluate will use ${name}.`)
  desk.terminal.result({ chosen: name })
  return exitCodes.done
}

/** Follows the change to its end. */
async function watch(door: Door, of: { desk: Desk }): Promise<ExitCode> {
  const { terminal } = of.desk
  if (door.through === 'server')
    terminal.note('The running server does the work; Ctrl-C ends only the watching.')
  const now = await watchModelWork(door, {
    ...{ terminal, title: ({ change }) => `Coding with ${change?.name}`, unit: 'photographs' },
    work: ({ change }) => change?.work,
    isOver: () => true,
  })
  if (now.change) return notChanged(of.desk, now)
  terminal.print(`The gallery is coded with ${now.inUse.name} and the change stands in the log.`)
  terminal.print(`Nobody can search before its self-test: casebound models test ${now.inUse.name}`)
  terminal.result(now)
  return exitCodes.done
}

function notChanged(desk: Desk, now: ModelsAnswer): ExitCode {
  const { terminal } = desk
  refuseFault(now.change?.work)
  const failed = now.change?.failed ?? []
  terminal.print(`${failed.length} photographs could not be coded; the gallery stays with ${now.inUse.name}.`)
  for (const { bookingId, code, reason } of failed) terminal.print(`  ${bookingId}  ${code}  ${reason}`)
  terminal.print(
    `\nMend them and run this again, or call the change off: casebound models use ${now.inUse.name}`,
  )
  terminal.result(now)
  return exitCodes.donePartly
}
