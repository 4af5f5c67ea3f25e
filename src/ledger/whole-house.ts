/** The unit of entries that concern the house as a whole and no one agency. */
export const wholeHouse = 'house'
