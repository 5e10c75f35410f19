import { and, count, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { MailDigest, Message, Notice } from '../../../domain/message/message';
import type { Locale } from '../../context';
import type { Db, Tx } from '../client';
import { rowSet } from '../json-rows';
import { appUser, indicator, message, unit } from '../schema';

/**
 * Tells everybody whom some notices are for, in one statement. Of each role the holders nearest to the unit are told, so that a
 * nation's staff hear nothing of what a province's own staff look after. Whoever acted is not told of it.
 */
export async function insertMessages(
	tx: Tx,
	notices: readonly Notice[],
	actorId: number | undefined,
	at: Date
): Promise<void> {
	if (notices.length === 0) return;
	const rows = notices.map((notice, n) => ({ n, alsoUserIds: [], ...notice }));
	await tx.execute(sql`with notice as (
			select t.*, u.path as unit_path from ${rowSet(
				rows,
				`n int, kind text, "unitId" int, roles jsonb, "alsoUserIds" jsonb, details jsonb, path text, "dedupeKey" text`
			)} join "unit" u on u.id = t."unitId"
		), holder as (
			select notice.n, g.user_id, g.role, rank() over (partition by notice.n, g.role order by length(place.path) desc) as distance
			from notice
			join "unit" place on notice.unit_path = place.path or notice.unit_path like place.path || '.%'
			join role_grant g on g.unit_id = place.id and g.revoked_at is null
			join app_user person on person.id = g.user_id and not person.is_disabled
		)
		insert into message (user_id, kind, unit_id, details, path, dedupe_key, created_at)
		select distinct h.user_id, t.kind, t."unitId", t.details, t.path, t."dedupeKey", ${at.toISOString()}::timestamptz
		from notice t join holder h on h.n = t.n
		where h.user_id is distinct from ${actorId ?? null}::int and (
			(h.distance = 1 and t.roles @> to_jsonb(h.role)) or t."alsoUserIds" @> to_jsonb(h.user_id)
		)
		on conflict (user_id, dedupe_key) do nothing`);
}

const columns = {
	id: message.id,
	userId: message.userId,
	kind: message.kind,
	unitCode: unit.code,
	unitEn: unit.nameEn,
	unitZh: unit.nameZh,
	indicatorCode: indicator.code,
	indicatorEn: indicator.nameEn,
	indicatorZh: indicator.nameZh,
	details: message.details,
	path: message.path,
	createdAt: message.createdAt,
	readAt: message.readAt
};

function select(db: Db | Tx) {
	return db
		.select(columns)
		.from(message)
		.leftJoin(unit, eq(unit.id, message.unitId))
		.leftJoin(indicator, eq(indicator.code, sql`${message.details}->>'indicator'`));
}

type Row = Awaited<ReturnType<typeof select>>[number];

function toMessage(row: Row): Message {
	return {
		id: row.id,
		kind: row.kind,
		unit:
			row.unitCode === null
				? null
				: { code: row.unitCode, name: { en: row.unitEn ?? '', 'zh-CN': row.unitZh ?? '' } },
		indicator:
			row.indicatorCode === null
				? null
				: { code: row.indicatorCode, name: { en: row.indicatorEn ?? '', 'zh-CN': row.indicatorZh ?? '' } },
		details: row.details,
		path: row.path,
		createdAt: row.createdAt,
		readAt: row.readAt
	};
}

const ofUser = (userId: number, isUnread: boolean) =>
	and(eq(message.userId, userId), isUnread ? isNull(message.readAt) : undefined);

/** A page of somebody's own messages, newest first. */
export async function listMessagesOf(
	db: Db,
	userId: number,
	page: { readonly isUnread: boolean; readonly limit: number; readonly offset: number }
): Promise<Message[]> {
	const rows = await select(db)
		.where(ofUser(userId, page.isUnread))
		.orderBy(desc(message.createdAt), desc(message.id))
		.limit(page.limit)
		.offset(page.offset);
	return rows.map(toMessage);
}

export async function countMessagesOf(db: Db, userId: number, isUnread: boolean): Promise<number> {
	const [row] = await db.select({ count: count() }).from(message).where(ofUser(userId, isUnread));
	return row?.count ?? 0;
}

/** Where one of somebody's own messages leads; undefined where there is none such. */
export async function findMessagePath(db: Db | Tx, userId: number, id: number): Promise<string | undefined> {
	const [row] = await db
		.select({ path: message.path })
		.from(message)
		.where(and(eq(message.userId, userId), eq(message.id, id)));
	return row?.path;
}

/** @param ids without them all that came until `at` @returns how many were unread */
export async function markMessagesRead(
	tx: Tx,
	userId: number,
	ids: readonly number[] | undefined,
	at: Date
): Promise<number> {
	if (ids?.length === 0) return 0;
	const rows = await tx
		.update(message)
		.set({ readAt: at })
		.where(and(ofUser(userId, true), ids && inArray(message.id, [...ids])))
		.returning({ id: message.id });
	return rows.length;
}

export async function getMailDigest(db: Db, userId: number): Promise<MailDigest> {
	const [row] = await db.select({ digest: appUser.mailDigest }).from(appUser).where(eq(appUser.id, userId));
	return row?.digest ?? 'off';
}

export async function updateMailDigest(tx: Tx, userId: number, mailDigest: MailDigest): Promise<void> {
	await tx.update(appUser).set({ mailDigest }).where(eq(appUser.id, userId));
}

/** Somebody to whom unread messages may be mailed. */
export interface DigestReader {
	readonly userId: number;
	readonly email: string;
	readonly name: string;
	readonly locale: Locale | null;
}

const isToMail = (since: Date) =>
	and(isNull(message.mailedAt), isNull(message.readAt), gt(message.createdAt, since));

/** People who want a digest, had none since `lastBefore`, and have something unread of the time since; by id, after one of them. */
export async function listDigestReaders(
	db: Db,
	about: { readonly since: Date; readonly lastBefore: Date; readonly after: number; readonly limit: number }
): Promise<DigestReader[]> {
	return db
		.select({ userId: appUser.id, email: appUser.email, name: appUser.name, locale: appUser.locale })
		.from(appUser)
		.where(
			and(
				eq(appUser.mailDigest, 'daily'),
				eq(appUser.isDisabled, false),
				gt(appUser.id, about.after),
				or(
					isNull(appUser.lastDigestAt),
					sql`${appUser.lastDigestAt} < ${about.lastBefore.toISOString()}::timestamptz`
				),
				sql`exists (${db
					.select({ one: sql`1` })
					.from(message)
					.where(and(eq(message.userId, appUser.id), isToMail(about.since)))})`
			)
		)
		.orderBy(appUser.id)
		.limit(about.limit);
}

/** What a digest is made of, newest first: at most `limit`, and how many there are in all. */
export async function listMessagesToMail(
	db: Db,
	userId: number,
	since: Date,
	limit: number
): Promise<{ messages: Message[]; total: number }> {
	const where = and(eq(message.userId, userId), isToMail(since));
	const rows = await select(db).where(where).orderBy(desc(message.createdAt), desc(message.id)).limit(limit);
	const [counted] = await db.select({ count: count() }).from(message).where(where);
	return { messages: rows.map(toMessage), total: counted?.count ?? 0 };
}

/** A digest went out: everything that it told of, or counted, until `at`. */
export async function markDigestSent(tx: Tx, userId: number, since: Date, at: Date): Promise<void> {
	await tx
		.update(message)
		.set({ mailedAt: at })
		.where(
			and(
				eq(message.userId, userId),
				isToMail(since),
				sql`${message.createdAt} <= ${at.toISOString()}::timestamptz`
			)
		);
	await tx.update(appUser).set({ lastDigestAt: at }).where(eq(appUser.id, userId));
}
