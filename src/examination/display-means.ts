/**
 * Means of looking that show more or less than the two pictures as they are. The screen tells which were used, so this is what the examiner's
 * browser says, as the reason is what the examiner says.
 */
export const displayMeans = [
  'brightness',
  'contrast',
  'grey',
  'swap',
  'swipe',
  'overlay',
  'grid',
  'measurement',
] as const
export type DisplayMeans = (typeof displayMeans)[number]
