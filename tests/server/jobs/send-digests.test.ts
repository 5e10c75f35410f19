import { addDays, addHours } from 'date-fns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/lib/domain/message/message';
import { stranger, type Actor } from '../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../src/lib/server/db/client';
import { sendDigests } from '../../../src/lib/server/jobs/send-digests';
import { openMailSender, type MailSender } from '../../../src/lib/server/mail/send-mail';
import { chooseDigest } from '../../../src/lib/server/services/message/choose-digest';
import { listMessages } from '../../../src/lib/server/services/message/list-messages';
import { markRead } from '../../../src/lib/server/services/message/mark-read';
import { openMessage } from '../../../src/lib/server/services/message/open-message';
import { sendMessages } from '../../../src/lib/server/services/message/send-messages';
import { addAccount, addRegion, type PlacedUnit } from '../../factories/account';
import { SmtpSink, partOf } from '../../setup/smtp-sink';
import { useTestDatabase } from '../../setup/test-database';

const database = useTestDatabase();
const sink = new SmtpSink();
let sender: MailSender;
let nation: PlacedUnit;
let province: PlacedUnit;
let clerk: Actor;
let now = new Date('2026-11-15T00:30:00Z');
const settings = { origin: 'https://yardstick.example' };

beforeAll(async () => {
	sender = openMailSender({
		smtpUrl: await sink.open(),
		from: 'Yardstick <yardstick@example.org>',
		origin: undefined
	});
	const { db } = database.opened;
	nation = await addRegion(db, 'N');
	province = await addRegion(db, 'P', nation);
	const person = (email: string, locale: 'en' | 'zh-CN', over: object = {}) =>
		addAccount(db, {
			email,
			locale,
			name: '周明远 Zhou Mingyuan',
			grants: [['dataOfficer', province]],
			...over
		});
	const id = await person('clerk@example.org', 'en');
	await person('zhou@example.org', 'zh-CN');
	await person('gone@example.org', 'en', { isDisabled: true });
	await addAccount(db, { email: 'staff@example.org', grants: [['evaluationStaff', nation]] });
	await addAccount(db, { email: 'far@example.org', grants: [['dataOfficer', nation]] });
	clerk = { userId: id, name: 'clerk', grants: [] };
});
afterAll(async () => {
	sender.close();
	await sink.close();
});
beforeEach(() => {
	sink.mails.length = 0;
	sink.refused.clear();
	now = addDays(now, 1);
});

const notice = (over: Partial<Notice> = {}): Notice => ({
	kind: 'observation.returned',
	unitId: province.id,
	roles: ['dataOfficer'],
	details: { period: '2026-10', count: 2, indicator: null, reason: 'why <b>"not"</b> & so', by: 'Ann' },
	path: '/entry?unit=P&period=2026-10',
	dedupeKey: `test ${now.toISOString()}`,
	...over
});
const tell = (...notices: Notice[]) =>
	database.opened.db.transaction((tx) => sendMessages(tx, { actor: stranger, now }, notices));
const send = (at = now) => sendDigests({ db: database.opened.db, now: at, locale: 'en' }, settings, sender);
const sentTo = () => sink.mails.flatMap(({ to }) => to).sort();

describe('messages', () => {
	it('reach the holders of a role nearest to the unit, once, and not whoever acted', async () => {
		await tell(notice({ dedupeKey: 'once' }), notice({ dedupeKey: 'once' }));
		await database.opened.db.transaction((tx) =>
			sendMessages(tx, { actor: clerk, now }, [notice({ dedupeKey: 'own act' })])
		);
		const rows = await selectRows<{ email: string; key: string }>(
			database.opened.db,
			sql`select u.email, m.dedupe_key as key from message m join app_user u on u.id = m.user_id order by u.email, m.id`
		);
		expect(rows.map(({ email, key }) => `${email} ${key}`)).toEqual([
			'clerk@example.org once',
			'zhou@example.org once',
			'zhou@example.org own act'
		]);
		await markRead(database.context({ actor: clerk, now }), 'all');
		await database.opened.db.execute(sql`update message set read_at = now()`);
	});

	it('are read and marked by their own reader alone', async () => {
		await tell(notice());
		const ctx = database.context({ actor: clerk, now });
		const { messages, unread, total } = await listMessages(ctx, { isUnread: true, page: 1 });
		expect([unread, total, messages.length]).toEqual([1, 1, 1]);
		const other = database.context({ actor: { ...clerk, userId: clerk.userId! + 1 }, now });
		await expect(openMessage(other, messages[0]!.id)).rejects.toMatchObject({ code: 'notFound' });
		expect(await markRead(other, [messages[0]!.id])).toBe(0);
		expect(await openMessage(ctx, messages[0]!.id)).toBe('/entry?unit=P&period=2026-10');
		expect((await listMessages(ctx, { isUnread: true, page: 1 })).unread).toBe(0);
		await expect(listMessages(database.context(), { isUnread: true, page: 1 })).rejects.toMatchObject({
			code: 'notSignedIn'
		});
		await database.opened.db.execute(sql`update message set read_at = now() where read_at is null`);
	});
});

describe('the daily digest', () => {
	it('is one mail a reader, in the reader’s language, with what people typed escaped', async () => {
		await tell(
			notice(),
			notice({
				kind: 'reporting.overdue',
				dedupeKey: 'late',
				details: { period: '2026-10', count: 3, date: '2026-11-10T15:59:59.999Z' }
			})
		);
		expect(await send()).toEqual({ sent: 2, failed: 0 });
		expect(sentTo()).toEqual(['clerk@example.org', 'zhou@example.org']);
		const english = sink.mails.find(({ to }) => to[0] === 'clerk@example.org')!.raw;
		expect(english).toMatch(/^Subject: Yardstick: 2 new/m);
		expect(english).toMatch(/^From: Yardstick <yardstick@example.org>/m);
		const text = partOf(english, 'text/plain');
		expect(text).toContain('Dear Zhou Mingyuan,');
		expect(text).toContain('Reason: why <b>"not"</b> & so');
		expect(text).toContain('https://yardstick.example/en/entry?unit=P&period=2026-10');
		const html = partOf(english, 'text/html');
		expect(html).toContain('why &lt;b&gt;&quot;not&quot;&lt;/b&gt; &amp; so');
		expect(html).toContain('href="https://yardstick.example/en/entry?unit=P&amp;period=2026-10"');
		const chinese = sink.mails.find(({ to }) => to[0] === 'zhou@example.org')!.raw;
		expect(partOf(chinese, 'text/plain')).toContain('周明远，您好：');
		expect(partOf(chinese, 'text/html')).toContain('地区P2026年10月：退回2项');
		expect(partOf(chinese, 'text/html')).toContain('https://yardstick.example/zh/entry');
	});

	it('tells nothing twice, and comes once a day at most', async () => {
		await tell(notice());
		await send();
		expect(sink.mails).toHaveLength(2);
		await tell(notice({ dedupeKey: 'a minute later' }));
		expect(await send(addHours(now, 1))).toEqual({ sent: 0, failed: 0 });
		expect(await send(addHours(now, 24))).toEqual({ sent: 2, failed: 0 });
		expect(await send(addHours(now, 48))).toEqual({ sent: 0, failed: 0 });
		now = addDays(now, 2);
	});

	it('leaves out what was read, and whoever wants none', async () => {
		await tell(notice());
		const ctx = database.context({ actor: clerk, now });
		await markRead(ctx, 'all');
		expect(await send()).toEqual({ sent: 1, failed: 0 });
		now = addDays(now, 1);
		await chooseDigest(ctx, 'off');
		await tell(notice({ dedupeKey: 'not by mail' }));
		expect(await send()).toEqual({ sent: 1, failed: 0 });
		expect(sentTo()).toEqual(['zhou@example.org', 'zhou@example.org']);
		await markRead(ctx, 'all');
		await chooseDigest(ctx, 'daily');
	});

	it('names at most thirty, and says how many more there are', async () => {
		await tell(...Array.from({ length: 40 }, (_, i) => notice({ dedupeKey: `many ${i}` })));
		await send();
		const text = partOf(sink.mails.find(({ to }) => to[0] === 'clerk@example.org')!.raw, 'text/plain');
		expect(text.match(/^- /gm)).toHaveLength(30);
		expect(text).toContain('And 10 more.');
		now = addDays(now, 1);
		expect(await send()).toEqual({ sent: 0, failed: 0 });
	});

	it('keeps what a server refuses for the next day, and goes on with others', async () => {
		sink.refused.add('clerk@example.org');
		await tell(notice());
		expect(await send()).toEqual({ sent: 1, failed: 1 });
		sink.refused.clear();
		now = addDays(now, 1);
		expect(await send()).toEqual({ sent: 1, failed: 0 });
		expect(sentTo()).toEqual(['clerk@example.org', 'zhou@example.org']);
	});

	it('keeps everything while the server is down', async () => {
		await tell(notice());
		const dead = openMailSender({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.c', origin: undefined });
		const outcome = await sendDigests({ db: database.opened.db, now, locale: 'en' }, settings, dead);
		dead.close();
		expect(outcome).toEqual({ sent: 0, failed: 2 });
		expect(await send()).toEqual({ sent: 2, failed: 0 });
	});

	it('leaves out what is older than two weeks: a server that is named later sends no past', async () => {
		await tell(notice());
		now = addDays(now, 15);
		expect(await send()).toEqual({ sent: 0, failed: 0 });
	});
});
