/** How the answer to another agency is named. */
export const outsideWords = {
  refused: 'Refused',
  'form-missing': 'Sent back: the form is not complete',
  'may-be-served': 'May be served, on the form',
} as const
