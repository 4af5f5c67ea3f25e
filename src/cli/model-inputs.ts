import type { Addition } from '../face/index.ts'
import type { Input, Option } from './command.ts'
import { wholeOption } from './whole-option.ts'
import { WrongUse } from './wrong-use.ts'

/** What may be said about a recogniser that is added. */
export const modelInputOptions: Readonly<Record<string, Option>> = {
  preset: {
    type: 'string',
    hint: 'NAME',
    words: 'how faces lie in the input, and what it is fed (list above)',
  },
  licence: { type: 'string', hint: 'TEXT', words: 'licence of the weights, as you state it; recorded' },
  license: { type: 'string', hint: 'TEXT', words: 'the same' },
  name: {
    type: 'string',
    hint: 'NAME',
    words: 'name of the model, public in the log (default: from the file)',
  },
  origin: { type: 'string', hint: 'TEXT', words: 'where the weights come from; recorded' },
  'input-size': { type: 'string', hint: 'PX', words: 'edge of the input in pixels' },
  channels: { type: 'string', hint: 'ORDER', words: 'rgb or bgr' },
  mean: {
    type: 'string',
    hint: 'NUMBERS',
    words: 'subtracted from pixels of 0 to 255: one number, or three by comma',
  },
  scale: { type: 'string', hint: 'NUMBERS', words: 'multiplied after that: one number, or three by comma' },
  points: {
    type: 'string',
    hint: 'POINTS',
    words: 'x,y of left eye, right eye, nose tip, left and right mouth corner, as shares of the edge',
  },
  'no-mirror': { type: 'boolean', words: 'do not average with the mirror image' },
}

type Stated = Omit<Addition, 'from' | 'modelsDir' | 'onCompile'>

export function statedInputs(input: Input): Stated {
  return {
    preset: input.text('preset'),
    licence: input.text('licence') ?? input.text('license'),
    name: input.text('name'),
    origin: input.text('origin'),
    inputSizePx: wholeOption(input, 'input-size', ' of pixels'),
    channels: channelsOf(input),
    mean: numbers(input, 'mean'),
    scale: numbers(input, 'scale'),
    points: pointsOf(input),
    mirrored: input.flag('no-mirror') ? false : undefined,
  }
}

function channelsOf(input: Input): 'rgb' | 'bgr' | undefined {
  const text = input.text('channels')?.toLowerCase()
  if (text === undefined || text === 'rgb' || text === 'bgr') return text
  throw new WrongUse(`--channels takes rgb or bgr, not "${text}".`)
}

function numbers(input: Input, name: string): readonly number[] | undefined {
  const text = input.text(name)
  if (text === undefined) return undefined
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if ((values.length === 1 || values.length === 3) && values.every(Number.isFinite)) return values
  throw new WrongUse(`--${name} takes one number, or three with commas, not "${text}".`)
}

function pointsOf(input: Input): readonly (readonly [number, number])[] | undefined {
  const text = input.text('points')
  if (text === undefined) return undefined
  const points = text
    .trim()
    .split(/[\s;]+/)
    .map((point) => point.split(',').map(Number))
  const pairs = points.flatMap(([x, y, ...more]) =>
    x !== undefined && y !== undefined && more.length === 0 && inUnitSquare(x) && inUnitSquare(y)
      ? [[x, y] as const]
      : [],
  )
  if (points.length === 5 && pairs.length === 5) return pairs
  throw new WrongUse('--points takes five pairs "x,y x,y x,y x,y x,y", each from 0 to 1.')
}

const inUnitSquare = (value: number): boolean => value >= 0 && value <= 1
