/** Whether a pack, a rule or a condition binds on a day, YYYY-MM-DD; its last day still counts. */
export function isInForce(
  span: { readonly validFrom: string; readonly validTo?: string | undefined },
  onDate: string,
): boolean {
  return span.validFrom <= onDate && (span.validTo === undefined || onDate <= span.validTo)
}
