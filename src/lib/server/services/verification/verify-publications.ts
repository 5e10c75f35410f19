import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { alteredRows } from '../../../domain/round/compare-publication';
import { readPublication, type PublicationRecord } from '../../../domain/round/publication-record';
import { publicationSlugs } from '../../../domain/round/publication-slug';
import { unexplainedResults } from '../../../domain/round/recompute-publication';
import { engineOf } from '../../../domain/scoring/engines';
import type { Finding } from '../../../domain/verification/finding';
import type { Context } from '../../context';
import type { Db, Tx } from '../../db/client';
import {
	listAuditedHashes,
	listPublicationHeads,
	listPublishedSnapshots,
	type PublicationHead
} from '../../db/queries/publication';
import { getRound } from '../../db/queries/round';
import { hashOfBytes, publicationOf, snapshotOf } from '../round/publish-round';

/**
 * Looks at everything that was ever published, withdrawn or not: the stored bytes against the hash, the hash against the one in the
 * audit log, the stored rows against the bytes (each altered field is named), and the results against what the inputs give with the
 * engine of their time. Where no bytes were kept, the rows are taken for what was published and their hash says whether they are.
 * The operator's at the console. @param scope must be of `audit.read`
 * @param onFinding is told each finding as it is come upon @returns how many publications were looked at
 */
export async function verifyPublications(
	{ db }: Pick<Context, 'db'>,
	scope: Scope,
	onFinding: (finding: Finding) => void
): Promise<number> {
	if (scope.permission !== 'audit.read') {
		throw new DomainError('forbidden', 'Verifying needs the permission "audit.read"');
	}
	const heads = await listPublicationHeads(db);
	const slugs = publicationSlugs(heads);
	const audited = await listAuditedHashes(db);
	for (const head of heads) {
		// One publication at a time is held in memory; in a snapshot, and with a framework that is read and not remembered.
		await db.transaction(
			async (tx) => {
				for (const finding of await findingsOf(tx, head, slugs.get(head.id)!, audited.get(head.id))) {
					onFinding(finding);
				}
			},
			{ isolationLevel: 'repeatable read', accessMode: 'read only' }
		);
	}
	return heads.length;
}

async function findingsOf(
	db: Db | Tx,
	head: PublicationHead,
	publication: string,
	audited: string | undefined
): Promise<Finding[]> {
	const published = head.publishedHash;
	const findings: Finding[] = [];
	if (audited !== undefined && audited !== published) {
		findings.push({ kind: 'auditedHash', publication, stored: published, audited });
	}
	const [bytes, ...more] = await listPublishedSnapshots(db, head.id);
	if (more.length > 0) findings.push({ kind: 'severalBytes', publication });
	const rows = await rowsOf(db, head.id);
	if ('reason' in rows) findings.push({ kind: 'notComputable', publication, reason: rows.reason });
	if (!bytes) {
		findings.push({ kind: 'noBytes', publication });
		if ('reason' in rows) return findings;
		if (rows.sha256 !== published) {
			findings.push({ kind: 'rowsHash', publication, stored: rows.sha256, published });
		}
		return [...findings, ...recomputed(publication, readPublication(rows.content))];
	}
	for (const hash of new Set([hashOfBytes(bytes.content), bytes.sha256])) {
		if (hash !== published) findings.push({ kind: 'bytes', publication, stored: hash, published });
	}
	const record = readPublication(bytes.content);
	if (!record) findings.push({ kind: 'unreadable', publication });
	if (record && 'content' in rows && rows.content !== bytes.content) {
		const stored = readPublication(rows.content);
		if (stored)
			for (const row of alteredRows(stored, record)) findings.push({ kind: 'row', publication, row });
	}
	return [...findings, ...recomputed(publication, record)];
}

/** What the rows say now; a reason where they are too far from a publication to be written as one. */
async function rowsOf(
	db: Db | Tx,
	roundId: number
): Promise<{ content: string; sha256: string } | { reason: string }> {
	try {
		return snapshotOf(await publicationOf(db, await getRound(db, roundId)));
	} catch (error) {
		return { reason: reasonOf(error) };
	}
}

function recomputed(publication: string, record: PublicationRecord | undefined): Finding[] {
	if (!record) return [];
	const engine = engineOf(record.engineVersion);
	if (!engine) return [{ kind: 'noEngine', publication, engineVersion: record.engineVersion }];
	try {
		return [...unexplainedResults(record, engine)].map((result) => ({ kind: 'result', publication, result }));
	} catch (error) {
		return [{ kind: 'notComputable', publication, reason: reasonOf(error) }];
	}
}

function reasonOf(error: unknown): string {
	return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
