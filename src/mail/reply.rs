//! What an answer of a mail server means for the letter and for the run.
//!
//! A code alone does not tell: 550 may be one recipient who has moved away, or the account that has reached its limit for
//! today; 454 may be a slow moment or a login that failed. So the stage decides, and the words where providers are known to
//! use the same code for both.

/// How far a letter was when the answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Reaching the server, up to its greeting.
    Connect,
    /// Going over to TLS.
    Tls,
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA, before the content.
    Data,
    /// The content and the answer to it.
    Content,
}

/// A refusal of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 400 to 599.
    pub code: u16,
    /// The words behind it, in one line.
    pub text: String,
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.text)
    }
}

/// Why a run ends before its last letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    Login,
    /// The account may not send more, for now.
    Quota,
    /// The account may not send in this name.
    Sender,
}

/// What to do after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// This letter cannot be delivered; the others can.
    Refused,
    /// This letter later; the others now.
    Later,
    /// The server closes: connect anew after a wait, and try again.
    Reconnect,
    /// Every other letter would fare the same.
    Stop(StopReason),
}

/// What a refusal means at a stage.
pub fn verdict(stage: Stage, reply: &Reply) -> Verdict {
    let is_passing = reply.code < 500;
    match stage {
        _ if stage != Stage::Login && is_quota(reply) => Verdict::Stop(StopReason::Quota),
        // the server asks for a login at whatever command comes first
        _ if matches!(reply.code, 530 | 534 | 535 | 538) => Verdict::Stop(StopReason::Login),
        Stage::Login if reply.code == 421 => Verdict::Reconnect,
        Stage::Login => Verdict::Stop(StopReason::Login),
        Stage::Connect | Stage::Tls if is_passing => Verdict::Reconnect,
        Stage::Connect | Stage::Tls => Verdict::Stop(StopReason::Sender),
        _ if reply.code == 421 => Verdict::Reconnect,
        _ if is_passing => Verdict::Later,
        Stage::Sender => Verdict::Stop(StopReason::Sender),
        Stage::Recipient | Stage::Data | Stage::Content => Verdict::Refused,
    }
}

/// The account has sent as much as it may. Gmail: 550 5.4.5 "Daily user sending limit exceeded"; Microsoft 365: 554 5.2.0
/// `SubmissionQuotaExceededException`, 550 5.1.90 "…can't send any more messages because they've exceeded the limit"; SES: 454
/// "Throttling failure: Daily message quota exceeded". A full mailbox (552 5.2.2 "over quota") is one recipient's.
fn is_quota(reply: &Reply) -> bool {
    let text = reply.text.to_lowercase();
    let starts = |status: &str| text.split_whitespace().next() == Some(status);
    let of_recipient = starts("5.2.2") || starts("4.2.2") || text.contains("mailbox");
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let of_account = says(&[
        "daily",
        "sending limit",
        "sending quota",
        "submissionquota",
        "message quota",
        "exceeded the limit",
        "exceeded the maximum number of recipients",
    ]);
    starts("5.4.5") || (reply.code == 554 && starts("5.2.0")) || (of_account && !of_recipient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_servers() {
        use Stage::*;
        let (refused, later, anew) = (Verdict::Refused, Verdict::Later, Verdict::Reconnect);
        let (login, quota, sender) =
            (Verdict::Stop(StopReason::Login), Verdict::Stop(StopReason::Quota), Verdict::Stop(StopReason::Sender));
        let table = [
            (Connect, 421, "4.3.2 Service not available", anew),
            (Connect, 554, "5.7.1 No SMTP service for you", sender),
            (Tls, 454, "4.7.0 TLS not available", anew),
            (Login, 535, "5.7.8 Authentication credentials invalid", login),
            (Login, 454, "4.7.0 Temporary authentication failure", login),
            (Login, 534, "5.7.9 Application-specific password required", login),
            (Login, 421, "4.4.2 Timeout", anew),
            (Sender, 530, "5.7.0 Authentication required", login),
            (Sender, 550, "5.7.60 Client does not have permissions to send as this sender", sender),
            (Sender, 451, "4.7.1 Try again later", later),
            (Sender, 454, "Throttling failure: Maximum sending rate exceeded.", later),
            (Sender, 454, "Throttling failure: Daily message quota exceeded.", quota),
            (Sender, 421, "4.7.0 Too many messages", anew),
            (Recipient, 450, "4.2.0 Greylisted", later),
            (Recipient, 452, "4.2.2 The email account is over quota", later),
            (Recipient, 550, "5.1.1 User unknown", refused),
            (Recipient, 550, "5.4.5 Daily user sending limit exceeded", quota),
            (Recipient, 552, "5.2.2 The email account that you tried to reach is over quota", refused),
            (Recipient, 553, "5.1.3 Bad address", refused),
            (Recipient, 554, "5.7.1 Relay access denied", refused),
            (Data, 451, "4.3.0 Temporary failure", later),
            (Content, 552, "5.3.4 Message too big", refused),
            (Content, 554, "5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", quota),
            (Content, 550, "5.7.1 Message rejected as spam", refused),
            (Content, 552, "5.2.2 Mailbox full: daily limit of the mailbox", refused),
            (Content, 421, "4.3.0 Closing", anew),
        ];
        for (stage, code, text, expected) in table {
            let reply = Reply { code, text: text.to_owned() };
            assert_eq!(verdict(stage, &reply), expected, "{stage:?} {reply}");
        }
    }
}
