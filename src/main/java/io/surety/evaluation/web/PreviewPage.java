package io.surety.evaluation.web;

import io.surety.agreement.Version;
import io.surety.evaluation.preview.Preview;
import io.surety.evaluation.preview.PreviewChange;
import io.surety.evaluation.preview.PreviewLine;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.party.Caller;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.money.MonetaryAmount;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** For whoever negotiates or approves a version: what it would have come to in the last periods. */
@Controller
class PreviewPage {

    private static final int DIGITS = 4;

    private final ProposedVersion versions;
    private final PreviewChange preview;

    PreviewPage(ProposedVersion versions, PreviewChange preview) {
        this.versions = versions;
        this.preview = preview;
    }

    /**
     * @param ledger where the ledger is read; null if it is kept nowhere
     * @param percent rounded down, so that nothing short of a target looks like it
     */
    record Side(
            Previewed previewed,
            Optional<BigDecimal> percent,
            String credit,
            List<Claim> claims,
            @Nullable String ledger) {}

    /** @param minutes rounded down */
    record Claim(String thirdParty, long minutes) {}

    /** @param points by how many percentage points it would have been better; empty where nothing changed */
    record Row(PreviewLine line, Optional<Side> before, Optional<Side> after, Optional<BigDecimal> points) {}

    /** With their currency. */
    record Total(String before, String after, String difference) {}

    private static Total total(Preview.CreditTotal total) {
        String currency = total.currency();
        String sign = total.difference().signum() > 0 ? "+" : "";
        return new Total(
                Money.digits(total.before(), currency) + " " + currency,
                Money.digits(total.after(), currency) + " " + currency,
                sign + Money.digits(total.difference(), currency) + " " + currency);
    }

    @GetMapping("/agreements/{agreement}/versions/{number}/preview")
    String show(
            @PathVariable String agreement,
            @PathVariable int number,
            @RequestParam(defaultValue = "3") int periods,
            Caller caller,
            Model model) {
        Version version = versions.version(agreement, number, caller);
        Preview found = preview.of(agreement, versions.proposal(agreement, number, caller), periods, caller);
        model.addAttribute("title", version.document().metadata().title());
        model.addAttribute("version", version);
        model.addAttribute("zone", version.document().spec().period().zone());
        model.addAttribute("preview", found);
        model.addAttribute("rows", rows(found));
        model.addAttribute(
                "totals", found.credits().stream().map(PreviewPage::total).toList());
        return "evaluation/preview";
    }

    private static List<Row> rows(Preview preview) {
        return preview.lines().stream()
                .map(line -> new Row(
                        line,
                        line.before().map(p -> side(p, PreviewView.published(line, p))),
                        line.after().map(p -> side(p, PreviewView.previewed(preview, line))),
                        PreviewView.points(share(line.before()), share(line.after()))
                                .filter(points -> points.signum() != 0)))
                .toList();
    }

    private static Optional<Ratio> share(Optional<Previewed> previewed) {
        return previewed.flatMap(p -> p.verdict().share());
    }

    private static Side side(Previewed previewed, @Nullable String ledger) {
        return new Side(
                previewed,
                previewed.verdict().share().map(share -> share.times(Ratio.of(100, 1))
                        .toDecimal(DIGITS, RoundingMode.FLOOR)),
                previewed
                        .credit()
                        .filter(MonetaryAmount::isPositive)
                        .map(PreviewPage::text)
                        .orElse(""),
                previewed.claims().stream()
                        .map(claim -> new Claim(
                                claim.thirdParty().value(),
                                Duration.ofMillis(claim.millis()).toMinutes()))
                        .toList(),
                ledger);
    }

    private static String text(MonetaryAmount amount) {
        return Money.digits(amount) + " " + amount.getCurrency().getCurrencyCode();
    }
}
