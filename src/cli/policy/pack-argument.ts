import { stat } from 'node:fs/promises'
import { canonicalJson } from '../../kernel/index.ts'
import {
  builtinPackFolder,
  isBuiltinPackName,
  type PackFiles,
  readPackFolder,
  type SetupAnswers,
} from '../../policy/index.ts'
import type { Input, Option } from '../command.ts'
import { WrongUse } from '../wrong-use.ts'

/** A pack as the server takes it: by name, or as a whole text with the answers of set-up. */
export type PackReference = { name?: string; text?: string; answers?: SetupAnswers }

export const answerOption: Readonly<Record<string, Option>> = {
  answer: {
    type: 'string',
    hint: 'CODE=VALUE',
    words: 'answer of set-up, as often as there are questions',
    multiple: true,
  },
}

/** Answers given as --answer code=value; whole numbers are numbers. */
export function answersOf(input: Input): SetupAnswers {
  return Object.fromEntries(
    input.texts('answer').map((text) => {
      const [, code, value] = /^([a-z0-9-]+)=(.+)$/.exec(text) ?? []
      if (code === undefined || value === undefined)
        throw new WrongUse(`--answer takes CODE=VALUE, not "${text}".`)
      return [code, /^\d{1,9}$/.test(value) ? Number(value) : value]
    }),
  )
}

/** The files of a pack that comes with the program, or of a folder. */
export const packFiles = (argument: string): Promise<PackFiles> =>
  readPackFolder(isBuiltinPackName(argument) ? builtinPackFolder(argument) : argument)

/** What an argument means to the server: a folder is sent whole; a name, adopted:N or proposed:ID is sent as it is. */
export async function packReference(argument: string, answers: SetupAnswers): Promise<PackReference> {
  const given = Object.keys(answers).length === 0 ? {} : { answers }
  const folder = await stat(argument).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!folder) return { name: argument, ...given }
  const files = await readPackFolder(argument)
  const text = canonicalJson({
    cases: JSON.parse(files.casesJson),
    pack: JSON.parse(files.packJson),
    policies: files.policiesCedar.replaceAll('\r\n', '\n'),
    schema: files.schemaCedar.replaceAll('\r\n', '\n'),
  })
  return { text, ...given }
}
