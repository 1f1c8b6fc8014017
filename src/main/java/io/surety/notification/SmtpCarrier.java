package io.surety.notification;

import io.surety.notification.Carrier.NotDelivered.Reach;
import io.surety.party.Person;
import io.surety.shared.ContentHash;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail by SMTP. A repeated message has the same Message-ID, by which mail programs show it once. */
class SmtpCarrier implements Carrier {

    private static final String TIMEOUT_MILLIS = "10000";

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final MailSettings settings;

    SmtpCarrier(MailSettings settings) {
        this.settings = settings;
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        sender.getJavaMailProperties().put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        sender.getJavaMailProperties().put("mail.smtp.timeout", TIMEOUT_MILLIS);
        sender.getJavaMailProperties().put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        sender.getJavaMailProperties().put("mail.smtp.starttls.enable", "true");
    }

    @Override
    public String deliver(StoredMessage message, MessageTexts.Text text, Person to) throws NotDelivered {
        MimeMessage mail = compose(message, text, to);
        try {
            sender.send(mail);
            return to.email();
        } catch (MailSendException e) {
            throw new NotDelivered(reach(e), e);
        } catch (MailException e) {
            throw new NotDelivered(Reach.MESSAGE, e);
        }
    }

    private MimeMessage compose(StoredMessage message, MessageTexts.Text text, Person to) throws NotDelivered {
        try {
            MimeMessage mail = sender.createMimeMessage();
            mail.setFrom(new InternetAddress(settings.from()));
            mail.setRecipient(jakarta.mail.Message.RecipientType.TO, address(to));
            mail.setSubject(text.subject(), StandardCharsets.UTF_8.name());
            mail.setText(text.body(), StandardCharsets.UTF_8.name());
            mail.setSentDate(java.util.Date.from(message.createdAt()));
            mail.setHeader("Message-ID", "<" + ContentHash.of(message.dedupeKey()) + "@surety>");
            mail.setHeader("X-Surety-Dedupe-Key", headerSafe(message.dedupeKey()));
            mail.setHeader("Auto-Submitted", "auto-generated");
            return mail;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new NotDelivered(Reach.MESSAGE, e);
        }
    }

    private static InternetAddress address(Person to) throws NotDelivered, UnsupportedEncodingException {
        try {
            InternetAddress address = new InternetAddress(to.email(), true);
            address.setPersonal(to.name(), StandardCharsets.UTF_8.name());
            return address;
        } catch (AddressException e) {
            throw new NotDelivered(Reach.MESSAGE_FOR_EVER, e);
        }
    }

    /** The server's answer about this address concerns this message; no answer at all concerns every one. */
    private static Reach reach(MailSendException failure) {
        for (Exception cause : failure.getMessageExceptions()) {
            if (cause instanceof SendFailedException) {
                return Reach.MESSAGE;
            }
        }
        return failure.getCause() instanceof MessagingException ? Reach.CARRIER : Reach.MESSAGE;
    }

    private static String headerSafe(String text) {
        return text.replaceAll("[^\\x21-\\x7e]", "_");
    }
}
