package io.surety.evaluation.period;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param decideAbove a credit of more than this, in its own currency, is decided by a person before it is issued
 */
@ConfigurationProperties("surety.credits")
record CreditSettings(@DefaultValue("500.00") BigDecimal decideAbove) {}
