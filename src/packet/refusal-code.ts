export type PacketRefusalCode = 'PACKET_DAMAGED' | 'NOT_SEALED' | 'PACKET_UNKNOWN' | 'PURPOSE_EMPTY'
