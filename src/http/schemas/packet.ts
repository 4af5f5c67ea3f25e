import { z } from '@hono/zod-openapi'
import { sha256Text } from './basic.ts'

export const takePacketSchema = z
  .object({
    madeFor: z.string().max(300).openapi({ description: 'court, counsel or order that the packet is for' }),
  })
  .strict()
  .openapi('TakePacket')

export const packetSchema = z
  .object({
    id: z.string(),
    madeBy: z.string(),
    madeFor: z.string(),
    madeAt: z.string(),
    sha256: sha256Text.openapi({ description: 'of the file' }),
    sizeBytes: z.number().int(),
    logIndex: z.number().int().openapi({ description: 'of the entry that it was given out' }),
    fileUrl: z.string().optional().openapi({ description: 'only for whoever took it' }),
  })
  .openapi('Packet')
