import { subDays, subHours } from 'date-fns';
import type { Context } from '../context';
import { listDigestReaders, listMessagesToMail, markDigestSent } from '../db/queries/message';
import { log } from '../hooks/log';
import { openMailSender, type MailSender } from '../mail/send-mail';
import { readMailSettings, type MailSettings } from '../mail/settings';
import { writeDigest } from '../render/mail-digest';
import type { JobDefinition } from './queue';

/** Older messages are no news: a mail server that is named later does not send the past. */
const daysTold = 14;
/** One digest a day, though today's may go out a little earlier than yesterday's did. */
const hoursBetween = 20;
const mostTold = 30;
const readersAtOnce = 100;
/** A server that refuses so many in a row is down, not choosy. */
const mostFailuresInARow = 3;

export interface SentDigests {
	readonly sent: number;
	readonly failed: number;
}

let hasSaidNoMail = false;

/** The daily mail: what is unread, gathered. Without a mail server nothing is sent, which the log says once. */
export const sendDigestsJob: JobDefinition = {
	name: 'send-digests',
	schedule: { cron: '30 8 * * *', timeZone: 'Asia/Shanghai' },
	retryLimit: 0,
	expireInSeconds: 3600,
	run: async (ctx) => {
		const settings = readMailSettings(process.env);
		if (!settings) {
			if (!hasSaidNoMail)
				log.info('no mail is sent: SMTP_URL and MAIL_FROM do not name a server and a sender');
			hasSaidNoMail = true;
			return;
		}
		const sender = openMailSender(settings);
		try {
			const { sent, failed } = await sendDigests(ctx, settings, sender);
			log.info({ sent, failed }, 'digests sent');
		} finally {
			sender.close();
		}
	}
};

/**
 * Mails everybody who wants it what is unread, one mail a reader and day, in the reader's language. What could not be sent stays for
 * the next day. Each mail is marked as sent right after it went out: an end half-way repeats one mail at most.
 */
export async function sendDigests(
	ctx: Pick<Context, 'db' | 'now' | 'locale'>,
	settings: Pick<MailSettings, 'origin'>,
	sender: Pick<MailSender, 'send'>
): Promise<SentDigests> {
	const { db, now } = ctx;
	const since = subDays(now, daysTold);
	const lastBefore = subHours(now, hoursBetween);
	const counts = { sent: 0, failed: 0 };
	let failuresInARow = 0;
	let after = 0;
	for (;;) {
		const readers = await listDigestReaders(db, { since, lastBefore, after, limit: readersAtOnce });
		for (const reader of readers) {
			after = reader.userId;
			const { messages, total } = await listMessagesToMail(db, reader.userId, since, mostTold);
			const { name } = reader;
			const locale = reader.locale ?? ctx.locale;
			const mail = writeDigest({ name, locale, messages, total, origin: settings.origin });
			try {
				await sender.send({ to: reader.email, ...mail });
			} catch (error) {
				counts.failed++;
				log.warn({ err: error, userId: reader.userId }, 'a digest could not be sent');
				if (++failuresInARow >= mostFailuresInARow) return counts;
				continue;
			}
			failuresInARow = 0;
			counts.sent++;
			await db.transaction((tx) => markDigestSent(tx, reader.userId, since, now));
		}
		if (readers.length < readersAtOnce) return counts;
	}
}
