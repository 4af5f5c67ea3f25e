/** Every expected no of this room. */
export type FaceRefusalCode =
  | 'IMAGE_TOO_LARGE'
  | 'IMAGE_TOO_MANY_PIXELS'
  | 'IMAGE_UNREADABLE'
  | 'IMAGE_NOT_STILL'
  | 'IMAGE_TOO_SMALL'
  | 'NO_FACE'
  | 'MULTIPLE_FACES'
  | 'MODEL_MISSING'
  | 'MODEL_DAMAGED'
