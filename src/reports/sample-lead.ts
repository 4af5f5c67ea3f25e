import sharp from 'sharp'
import type { LeadSheetInput } from './lead-sheet-input.ts'

/** A made-up lead for the tests of this room. Its pictures are gradients: no face, real or synthetic. */

export async function gradientJpeg(size: {
  width: number
  height: number
  color: string
}): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><defs><radialGradient id="g"><stop offset="0" stop-color="#eeeeee"/><stop offset="1" stop-color="${size.color}"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
}

export async function sampleLead(changes: Partial<LeadSheetInput> = {}): Promise<LeadSheetInput> {
  return {
    agencyName: 'Fairhaven Police Department',
    demonstration: true,
    leadId: 'L-2026-0093',
    issuedAt: '2026-11-22T14:05:09Z',
    caseNumber: '26-118842',
    crime: 'Robbery, first degree',
    purpose: 'Identify the person who robbed the pharmacy on Water Street on November 14, 2026.',
    requester: { name: 'Det. Maria Ord\u00f3\u00f1ez' },
    examiners: [
      {
        name: 'Jonah Whitfield',
        certificateId: 'FC-0147',
        conclusion: 'Support that it is the same person',
        reason:
          'Shape of the left ear, in particular the attached lobe and the fold of the helix, agrees; two moles beside the nose agree in place and size; the scar through the right eyebrow is visible in both. Difference: beard in the probe, explained by time.',
        sealedAt: '2026-11-21T16:40:00Z',
      },
      {
        name: 'Dr. Amara Okafor',
        certificateId: 'FC-0152',
        conclusion: 'Support that it is the same person',
        reason:
          'Ear, brow scar and mole pattern agree. The width of the jaw cannot be judged because of the angle. No difference that time, light or lens would not explain.',
        sealedAt: '2026-11-22T09:12:00Z',
      },
    ],
    person: { personId: 'vX0pQmT2hZs9y1LrKc3aBw', bookingNumber: '21-004417', bookedOn: '2021-03-04' },
    probeImage: await gradientJpeg({ width: 480, height: 360, color: '#44546a' }),
    bookingImage: await gradientJpeg({ width: 480, height: 600, color: '#8497b0' }),
    probeSha256: '3b1f'.repeat(16),
    search: {
      id: 'qk7Yc0SDRuGh1p2nE8dXvA',
      logIndex: 1204,
      resultIndex: 1205,
      rowsScanned: 18_442,
      persons: 11_907,
      candidates: 20,
      galleryRoot: 'c0ffee11'.repeat(8),
      modelName: 'dlib-lineage recognizer, 128 dimensions',
      modelId: '9a0d'.repeat(16),
      certificateWords:
        'All 18,442 permitted templates were compared; 61 were compared again at full precision; no template left out can be more similar than the last candidate listed.',
    },
    policy: {
      packId: 'us-example',
      packVersion: '2026.2',
      rules: [
        { id: 'CRIME-1', sentence: 'A search is permitted for a violent felony that has been reported.' },
        { id: 'CERT-1', sentence: 'The person who searches holds a certificate that is in date.' },
        { id: 'CASE-2', sentence: 'Every search is bound to an open case of the agency.' },
      ],
    },
    proof: {
      checkpoint:
        'fairhaven.example/casebound\n1211\nqIIlh6pCkx8bWc4sPm4Xx6kTj9Vq5b6Vw2oC1a7Zk3E=\n\n\u2014 fairhaven.example/casebound 5mYv1hYQnq3X0y3c5Qb8nKq9L4s2Zr7u6W1t0P8o9I5u4Y3t2R1e0Q9w8E7r6T5y4U3i2O1p0A9s8D7f6G5h4J3k2L1z0X==\n\u2014 witness.example/w1 Lw8d3F5g7H9j1K3l5Z7x9C1v3B5n7M9q1W3e5R7t9Y1u3I5o7P9a1S3d5F7g9H1j3K5l7Z9x1C3v5B7n9M1q3W5e7R9t==',
      logSize: 1211,
      logIndex: 1210,
      verified: true,
      tlogProofSha256: '77ab'.repeat(16),
    },
    similarityNote:
      'The person stood at rank 2 of 20; the examiners did not know the rank when they concluded.',
    ...changes,
  }
}
