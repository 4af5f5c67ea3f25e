/** The first file of a packet: for whoever opens it in court. */
export const packetReadme = (of: { searchId: string; agency: string; demonstration: boolean }): string =>
  `DISCLOSURE PACKET OF ONE FACE SEARCH
${of.demonstration ? 'DEMONSTRATION: every person in these pictures is synthetic.\n' : ''}
Agency ${of.agency}, search ${of.searchId}.

A search ranks booking photographs by how much they resemble a picture. What came of it is at most an
investigative lead: it is not an identification, and a similarity is not a probability that two pictures
show one person. Every candidate that the search listed is here, also those whom the examiners ruled out.

WHAT IS HERE
  manifest.json        every file with its SHA-256, and what is missing and why
  search.json          the search as it was frozen when its end was logged: request, probe, faces, quality, recipe,
                       model, gallery state, candidates with rank, similarity and template, certificate of exactness
  probe/               the image as received; the working copy that was searched, where there was one
  candidates/          the booking photographs, by rank, byte for byte (JPEG or PNG, whatever was enrolled)
  examinations.json    what each of two examiners found in the probe alone, and then said of every candidate and why,
                       not knowing ranks or each other; and, apart, faces of nobody that stood in his list so that
                       his errors can be measured: synthetic pictures, no candidates of this search
  conclusion.json      what that came to, and what became of it; lead-sheet.pdf where there was a lead
  elsewhere.json       face searches by anybody else that were declared in this case, with whom must be told
  policy/              the policy in force at the time, and the rules that decided
  model.json           the face model, and what is known of its errors
  log/                 the entries of the agency's public log that speak of this search, with proofs and with
                       their hidden fields opened

TO CHECK IT
  casebound replay THIS-FILE --json

checks every digest and proof, makes the working copy again from the original, makes the templates again from the
pictures with the same model, and ranks again. It says identical, or precisely what differs. No data of the
agency is needed. Compare log/log.vkey with the key that the agency publishes, or give that one with --key.
With the agency's data folder (--data) the whole gallery of that day is searched again.
`
