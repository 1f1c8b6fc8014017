package io.surety.workflow;

import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Has the engine's jobs end before the database is left. By itself the engine takes jobs until its bean is destroyed, long
 * after its threads were waited for, and the pool then closes the connections of those that have begun meanwhile.
 *
 * <p>When the application stops no job is taken any more. Those under way end; those that were taken and have not begun are
 * given back once these have ended, so that another node need not wait until their locks expire.
 */
@Component
class EndJobs implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EndJobs.class);

    /** Once those under way were waited for: only for one that was on its way from the queue to its thread. */
    private static final int PATIENCE_SECONDS = 5;

    private final ObjectProvider<JobExecutor> jobs;
    private final JdbcClient jdbc;
    private volatile boolean running;

    EndJobs(ObjectProvider<JobExecutor> jobs, JdbcClient jdbc) {
        this.jobs = jobs;
        this.jdbc = jdbc;
    }

    /** Before anybody waits for what is under way, such as {@code ScanSchedule}. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void takeNoMore() {
        jobs.ifAvailable(executor -> {
            if (executor.isActive()) {
                executor.getAcquireJobsRunnable().stop();
            }
            threads(executor).shutdown();
            threads(executor).getQueue().clear();
        });
    }

    @Override
    public void start() {
        running = true;
    }

    /** The threads have been waited for by now, as those of the web server and the schedules: nobody adds a job any more. */
    @Override
    public void stop() {
        running = false;
        jobs.ifAvailable(executor -> {
            executor.shutdown();
            if (haveEnded(threads(executor))) {
                giveBack(executor.getLockOwner());
            } else {
                LOG.warn(
                        "Jobs are still under way; they are rolled back, and all that were taken are due once their locks"
                                + " have expired");
            }
        });
    }

    private static boolean haveEnded(ThreadPoolExecutor threads) {
        try {
            return threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void giveBack(String owner) {
        jdbc.sql("update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where lock_owner_ = :owner")
                .param("owner", owner)
                .update();
    }

    private static ThreadPoolExecutor threads(JobExecutor executor) {
        return ((ThreadPoolTaskExecutor) ((SpringJobExecutor) executor).getTaskExecutor()).getThreadPoolExecutor();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped after the executors, which are all waited for together. */
    @Override
    public int getPhase() {
        return ThreadPoolTaskExecutor.DEFAULT_PHASE - 1;
    }
}
