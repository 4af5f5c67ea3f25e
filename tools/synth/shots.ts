import type { Backdrop } from './background.ts'
import type { Rgb } from './colour.ts'
import type { Expression } from './expression.ts'
import type { Lighting } from './lighting.ts'
import { seededRandom, streamSeed } from './random.ts'
import { unit } from './vector.ts'
import type { Pose } from './viewpoint.ts'

/** How one picture is taken. */
export type Shot = {
  readonly scale: number
  readonly camera: Pose
  readonly head: Pose
  readonly gaze: { readonly x: number; readonly y: number }
  readonly expression: Expression
  readonly lighting: Lighting
  readonly backdrop: Backdrop
  readonly exposure: number
  readonly whiteBalance: Rgb
  readonly grain: number
  readonly grainSeed: number
}

/** A booking photograph: face on, even light, neutral face, height chart; each booking a little different. */
export const bookingShot = (seed: number, occasion: number): Shot => {
  const random = seededRandom(streamSeed(seed, `booking ${occasion}`))
  const within = (limit: number): number => random.uniform(-limit, limit)
  const wall = random.uniform(0.27, 0.36)
  return {
    scale: 9.6 + within(0.25),
    camera: { yaw: within(0.035), pitch: within(0.03), roll: 0 },
    head: { yaw: within(0.05), pitch: within(0.04), roll: within(0.03) },
    gaze: { x: within(0.05), y: random.uniform(-0.04, 0.03) },
    expression: {
      smile: random.uniform(-0.05, 0.22),
      brows: within(0.15),
      jaw: 0,
      lids: random.uniform(0.94, 1.05),
    },
    lighting: {
      key: { direction: unit([random.uniform(-0.45, -0.2), 0.72, 1]), colour: [0.74, 0.73, 0.71] },
      fill: { direction: unit([0.7, 0.25, 0.9]), colour: [0.32, 0.32, 0.33] },
      sky: [0.31, 0.31, 0.32],
      ground: [0.17, 0.16, 0.155],
    },
    backdrop: { kind: 'heightChart', colour: [wall, wall * 1.03, wall * 1.06] },
    exposure: random.uniform(0.96, 1.05),
    whiteBalance: [1 + within(0.02), 1, 1 + within(0.02)],
    grain: 0.005,
    grainSeed: streamSeed(seed, `grain ${occasion}`),
  }
}

/** A still from a security camera: turned, from above, uneven coloured light, an expression. */
export const securityCameraShot = (seed: number, variant: number): Shot => {
  const random = seededRandom(streamSeed(seed, `security camera ${variant}`))
  const within = (limit: number): number => random.uniform(-limit, limit)
  const yaw = within(0.4)
  const side = random.chance(0.5) ? 1 : -1
  const warmth = random.uniform(-0.1, 0.16)
  const wall = random.uniform(0.12, 0.38)
  return {
    scale: 9.2,
    camera: { yaw, pitch: random.uniform(0, 0.16), roll: 0 },
    head: { yaw: within(0.08), pitch: random.uniform(-0.1, 0.08), roll: within(0.08) },
    gaze: { x: -yaw * 0.4 + within(0.1), y: random.uniform(-0.08, 0.05) },
    expression: {
      smile: random.uniform(0, 0.7),
      brows: random.uniform(-0.2, 0.6),
      jaw: random.chance(0.3) ? random.uniform(0, 0.5) : 0,
      lids: random.uniform(0.8, 1.08),
    },
    lighting: {
      key: {
        direction: unit([side * random.uniform(0.2, 0.85), random.uniform(0.5, 1.15), 0.8]),
        colour: [0.75 * (1 + warmth), 0.72, 0.7 * (1 - warmth)],
      },
      fill: { direction: unit([-side * 0.8, 0.2, 0.6]), colour: [0.22, 0.23, 0.25] },
      sky: [0.29, 0.29, 0.3],
      ground: [0.15, 0.145, 0.14],
    },
    backdrop: {
      kind: 'room',
      colour: [wall * random.uniform(0.9, 1.15), wall, wall * random.uniform(0.8, 1.1)],
    },
    exposure: random.uniform(0.78, 1.12),
    whiteBalance: [1 + warmth * 0.3, 1, 1 - warmth * 0.3],
    grain: 0.011,
    grainSeed: streamSeed(seed, `camera grain ${variant}`),
  }
}
