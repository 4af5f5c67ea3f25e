import { Refused } from '../kernel/index.ts'
import type { PacketRefusalCode } from './refusal-code.ts'

/** The refusal of a packet that is not as it was given out; it names the part. */
export const damagedPacket = (part: string, fault: string) =>
  new Refused<PacketRefusalCode>({
    code: 'PACKET_DAMAGED',
    reason: `The packet is damaged: ${part} ${fault}.`,
    needed: 'Ask the agency for the packet again, and compare its SHA-256 with the one that it names.',
    evidence: { part },
  })
