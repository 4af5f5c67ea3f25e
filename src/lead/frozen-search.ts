import { z } from 'zod'

// What a disclosure packet holds of a search and its replay reads: it may come back from outside, so it is read by this schema.

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/)
const id = z.string().min(1).max(64)
const point = z.object({ x: z.number(), y: z.number() })
const face = z.object({
  box: z.object({ x: z.number(), y: z.number(), widthPx: z.number(), heightPx: z.number() }),
  confidence: z.number(),
  landmarks: z.array(point).length(68),
  eyeDistancePx: z.number(),
  rollDegrees: z.number(),
  placedByHand: z.literal(true).optional(),
})
/** Float32 numbers, little-endian, in base64. */
const template = z.base64().max(8192)
/** Shown and not interpreted: measures of quality as they were taken. */
const quality = z.array(z.record(z.string(), z.unknown()))

const candidate = z.object({
  rank: z.int().min(1),
  personId: id,
  bookingId: id,
  bookingNumber: z.string(),
  agencyCode: z.string(),
  bookedOn: z.iso.date(),
  ageAtBooking: z.number(),
  /** The shortest text that reads back as the same number. */
  similarity: z.string().max(40),
  photoSha256: sha256Hex,
  face,
  foundByModel: z.boolean(),
  quality,
  leafSha256: sha256Hex,
  template,
})

export const frozenSearchSchema = z.object({
  format: z.literal('casebound-frozen-search/1'),
  search: z.object({
    id,
    agency: z.string(),
    createdAt: z.string(),
    candidateLimit: z.int(),
    tryNumber: z.int(),
  }),
  requester: z.object({ id, name: z.string(), certificateId: id }),
  /** What the requester said, by the names of the request form. */
  request: z.record(z.string(), z.unknown()),
  policy: z.object({
    packId: z.string(),
    packVersion: z.string(),
    sha256: sha256Hex,
    rulesApplied: z.array(z.string()),
  }),
  gallery: z.object({ n: z.int(), root: sha256Hex, persons: z.int(), bookings: z.int() }),
  model: z.object({
    id: z.string(),
    name: z.string(),
    dimension: z.int().min(1).max(4096),
    finding: z.string(),
  }),
  probe: z.object({ sha256: sha256Hex, bytes: z.int(), widthPx: z.int(), heightPx: z.int() }),
  /** The working copy that was searched; absent where the original was. */
  copy: z.object({ steps: z.array(z.looseObject({ op: z.string() })), sha256: sha256Hex }).optional(),
  /** Every face of the picture that was searched, with the place of the one that was searched for. */
  faces: z.array(z.object({ face, quality })),
  chosen: z.int().optional(),
  /** Of the chosen face; absent where the search ended before it was made. */
  template: template.optional(),
  end: z.object({
    as: z.enum(['done', 'refused', 'interrupted', 'failed']),
    code: z.string().optional(),
    detail: z.string().optional(),
    /** Exactness certificate of the matcher. */
    certificate: z.record(z.string(), z.unknown()).optional(),
    /** 32 bytes in hex: the order in which the candidates were shown to examiners follows from it. */
    orderSeed: sha256Hex.optional(),
  }),
  candidates: z.array(candidate),
})

/** A search as it was when its end was logged, with all that is needed to make it again. */
export type FrozenSearch = z.infer<typeof frozenSearchSchema>
export type FrozenCandidate = FrozenSearch['candidates'][number]
