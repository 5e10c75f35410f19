/** What a proof can belong to. */
export const evidenceSubjects = [
	'observation',
	'assessment',
	'selfAssessment',
	'adjustment',
	'appeal',
	'order'
] as const;
export type EvidenceSubject = (typeof evidenceSubjects)[number];

/** A file or a link that proves something. */
export interface Evidence {
	readonly id: number;
	/** what it belongs to: `unitCode/indicatorCode/period` of an observation, `roundId/unitId/indicatorId` of a self-assessment */
	readonly subjectKey: string;
	readonly label: string;
	/** null: a file */
	readonly url: string | null;
	/** of a file: the true type, found in the bytes */
	readonly mediaType: string | null;
	readonly fileBytes: number | null;
	readonly addedByName: string | null;
	readonly addedAt: Date;
}

export const mostEvidenceBytes = 10 * 1024 * 1024;
/** of all files that a form sends at once */
export const mostEvidenceBytesTogether = 30 * 1024 * 1024;
export const mostEvidence = 10;
export const longestEvidenceLabel = 200;
export const longestEvidenceUrl = 2000;

/** Types that are taken, by what their bytes say, with the ending that a file of them gets when it is handed out. */
export const evidenceTypes = {
	'application/pdf': 'pdf',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/tiff': 'tif',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.oasis.opendocument.presentation': 'odp',
	'application/msword': 'doc',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-powerpoint': 'ppt'
} as const satisfies Record<string, string>;

export function isEvidenceType(type: string): type is keyof typeof evidenceTypes {
	return Object.hasOwn(evidenceTypes, type);
}

/** Endings that a page offers to choose from. */
export const evidenceEndings = [...new Set(Object.values(evidenceTypes)), 'jpeg', 'tiff'].map(
	(ending) => `.${ending}`
);

/** Why a proof was not taken, or not taken away. */
export type EvidenceProblem =
	| { readonly code: 'nothing' | 'empty' | 'tooLarge' | 'tooMany' | 'locked' | 'badLink' | 'labelTooLong' }
	/** `found`: what the bytes say it is; null where they say nothing that is known */
	| { readonly code: 'type'; readonly name: string; readonly found: string | null };

/** Where an observation's proofs belong. */
export function observationKey(unitCode: string, indicatorCode: string, period: string): string {
	return `${unitCode}/${indicatorCode}/${period}`;
}

/** Where the proofs of a unit's score of itself belong: ids. */
export function selfAssessmentKey(roundId: number, unitId: number, indicatorId: number): string {
	return `${roundId}/${unitId}/${indicatorId}`;
}

export function readSelfAssessmentKey(key: string): { roundId: number; unitId: number; indicatorId: number } {
	const [roundId = NaN, unitId = NaN, indicatorId = NaN] = key.split('/').map(Number);
	return { roundId, unitId, indicatorId };
}

/** The last part of a path, without what would break a line, a header or the direction of writing. */
export function tidyFileName(name: string): string {
	const last = name.split(/[/\\]/).at(-1) ?? '';

	const tidy = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim();
	return tidy.slice(-longestEvidenceLabel);
}

/** The name under which a file is handed out: its label, with the ending of what it truly is. */
export function downloadName(label: string, mediaType: string): string {
	const ending = isEvidenceType(mediaType) ? evidenceTypes[mediaType] : 'bin';
	const stem = tidyFileName(label).replace(/\.[a-z0-9]{1,5}$/i, '') || 'evidence';
	return `${stem}.${ending}`;
}

/** An address that a page may lead to. */
export function readEvidenceUrl(text: string): string | undefined {
	const trimmed = text.trim();
	if (trimmed.length > longestEvidenceUrl || !URL.canParse(trimmed)) return undefined;
	const url = new URL(trimmed);
	return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
