import { z } from '@hono/zod-openapi'
import { audiences, erasureBases } from '../../archive/index.ts'
import { shortText } from './basic.ts'

const hiddenName = z.string().regex(/^[a-z][A-Za-z0-9]{0,31}(\.\d{1,3})?$/)

const openedName = z.string().regex(/^([a-z][A-Za-z0-9]{0,31}(\.\d{1,3})?|row\.(0|[1-9]\d{0,6}))$/)

export const discloseSchema = z
  .object({
    fields: z.array(openedName).max(64),
    rowIds: z
      .array(z.string().trim().min(1).max(500))
      .max(64)
      .optional()
      .openapi({ description: 'of an import: rows by the ids that the searches had in the older system' }),
    audience: z.enum(audiences),
    to: z.string().trim().max(200),
    order: shortText.optional(),
  })
  .strict()
  .refine(({ fields, rowIds = [] }) => fields.length + rowIds.length > 0, 'name a field or a row')
  .refine(({ fields, rowIds = [] }) => fields.length + rowIds.length <= 64, 'name at most 64')
  .openapi('DiscloseRequest')

const provenSchema = z.object({
  entry: z.string().openapi({ description: 'the exact bytes, as text' }),
  tlogProof: z.string().openapi({ description: 'C2SP tlog-proof' }),
  disclosures: z.array(z.string()).openapi({ description: 'RFC 9901 disclosures' }),
  rows: z
    .array(
      z.object({
        place: z.number().int(),
        row: z.string().openapi({ description: 'salt and row, the exact bytes of the leaf, as text' }),
        proof: z.array(z.string()).openapi({ description: 'inclusion hashes (RFC 9162), base64' }),
      }),
    )
    .optional()
    .openapi({ description: 'of an import: rows of its batch' }),
})

export const disclosureSchema = z
  .object({
    logIndex: z.number().int().openapi({ description: 'the entry that tells of the opening' }),
    file: z
      .object({ verifierKey: z.string(), opened: provenSchema, onRecord: provenSchema })
      .openapi({ description: 'what casebound log open checks' }),
  })
  .openapi('Disclosure')

export const entryLookSchema = z
  .object({
    index: z.number().int(),
    entryId: z.string(),
    type: z.string(),
    week: z.string(),
    unit: z.string(),
    entry: z.string().openapi({ description: 'the exact bytes, as text' }),
    tlogProof: z.string(),
    hidden: z.array(
      z.object({
        name: z.string(),
        says: z.string(),
        erasedBy: z.number().int().optional().openapi({ description: 'the entry that erased it' }),
      }),
    ),
    together: z
      .array(z.object({ index: z.number().int(), type: z.string(), week: z.string() }))
      .openapi({ description: 'entries of the same search' }),
  })
  .openapi('EntryLook')

export const disclosuresSchema = z
  .object({
    disclosures: z.array(
      z.object({
        openedIndex: z.number().int(),
        fields: z.array(z.string()),
        audience: z.enum(audiences),
        recipient: z.string(),
        order: z.string().optional(),
        openedBy: z.string(),
        openedAt: z.string(),
        logIndex: z.number().int(),
      }),
    ),
  })
  .openapi('Disclosures')

export const proposeErasureSchema = z
  .object({
    id: z.string().max(64).optional().openapi({ description: 'index of an entry, or id of a record' }),
    personId: z.string().max(64).optional().openapi({ description: 'instead: a person of the gallery' }),
    fields: z.array(hiddenName).min(1).max(64).optional(),
    basis: z.enum(erasureBases),
    order: z.string().trim().max(500),
    reason: z.string().trim().max(500),
  })
  .strict()
  .refine(({ id, personId }) => (id === undefined) !== (personId === undefined), 'give an id or a personId')
  .openapi('ProposeErasureRequest')

export const proposedErasureSchema = z
  .object({ id: z.string(), entries: z.number().int(), values: z.number().int() })
  .openapi('ProposedErasure')

export const erasedSchema = z
  .object({ logIndices: z.array(z.number().int()), values: z.number().int() })
  .openapi('Erased')

export const erasuresSchema = z
  .object({
    erasures: z.array(
      z.object({
        id: z.string(),
        basis: z.enum(erasureBases),
        order: z.string(),
        reason: z.string(),
        values: z.number().int(),
        entries: z.array(z.number().int()),
        proposedBy: z.string(),
        proposedAt: z.string(),
        closedAs: z.enum(['erased', 'withdrawn']).optional(),
        closedBy: z.string().optional(),
        closedAt: z.string().optional(),
      }),
    ),
  })
  .openapi('Erasures')
