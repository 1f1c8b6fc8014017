package io.surety.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.surety.testing.TestDatabase;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.spring.ProcessEngineFactoryBean;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** The engine with threads of its own, put together as in the application, and stopped while it works. */
class EndJobsTest {

    private static final int JOBS = 6;

    @Test
    void whatHasBegunEndsAndWhatHasNotIsGivenBack() throws Exception {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Engine.class);
        Work work = context.getBean(Work.class);
        DataSource afterwards = new DriverManagerDataSource(
                context.getBean(HikariDataSource.class).getJdbcUrl(), "postgres", "");
        context.getBean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        "work.bpmn",
                        Bpmn.createExecutableProcess("work")
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .serviceTask()
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${work}")
                                .endEvent()
                                .done())
                .deploy();
        for (int i = 0; i < JOBS; i++) {
            context.getBean(RuntimeService.class).startProcessInstanceByKey("work");
        }
        context.getBean(JobExecutor.class).start();
        work.begun.await();
        ThreadPoolTaskExecutor threads = context.getBean(ThreadPoolTaskExecutor.class);
        Awaitility.await("others wait").until(() -> threads.getQueueSize() == threads.getQueueCapacity());

        CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
        work.closing.await();
        work.mayEnd.countDown();
        closed.get(30, TimeUnit.SECONDS);
        threads.getThreadPoolExecutor().awaitTermination(10, TimeUnit.SECONDS);

        assertThat(work.failures).isEmpty();
        JdbcClient jdbc = JdbcClient.create(afterwards);
        assertThat(jdbc.sql("select count(*) from act_ru_job where lock_owner_ is null and retries_ = 3")
                        .query(Integer.class)
                        .single())
                .as("jobs that any node may take at once")
                .isEqualTo(JOBS - 1);
        assertThat(jdbc.sql("select count(*) from act_ru_job")
                        .query(Integer.class)
                        .single())
                .as("the job under way has ended")
                .isEqualTo(JOBS - 1);
    }

    /** Waits until it may end, and then needs the database for a while. */
    static class Work implements JavaDelegate {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch closing = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        private final JdbcClient jdbc;

        Work(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        @EventListener(ContextClosedEvent.class)
        void closing() {
            closing.countDown();
        }

        @Override
        public void execute(DelegateExecution execution) throws Exception {
            begun.countDown();
            try {
                mayEnd.await();
                jdbc.sql("select pg_sleep(0.5)").query(row -> {});
            } catch (RuntimeException | InterruptedException e) {
                failures.add(e);
                throw e;
            }
        }
    }

    @Configuration
    @Import(EndJobs.class)
    static class Engine {

        @Bean(destroyMethod = "close")
        HikariDataSource database() {
            return (HikariDataSource) TestDatabase.fresh();
        }

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Bean
        Work work(JdbcClient jdbc) {
            return new Work(jdbc);
        }

        /** One job is under way, two wait in the queue, and for the others there is no room. */
        @Bean
        ThreadPoolTaskExecutor threads() {
            ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
            threads.setCorePoolSize(1);
            threads.setMaxPoolSize(1);
            threads.setQueueCapacity(2);
            return threads;
        }

        @Bean
        JobExecutor jobs(ThreadPoolTaskExecutor threads) {
            SpringJobExecutor jobs = new SpringJobExecutor();
            jobs.setTaskExecutor(threads);
            jobs.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
            jobs.setMaxJobsPerAcquisition(JOBS);
            return jobs;
        }

        @Bean
        ProcessEngineFactoryBean engine(
                DataSource database, PlatformTransactionManager transactions, JobExecutor jobs, Work work) {
            SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
            configuration.setProcessEngineName("stopping");
            configuration.setDataSource(database);
            configuration.setTransactionManager(transactions);
            configuration.setDatabaseSchemaUpdate("false");
            configuration.setJobExecutor(jobs);
            configuration.setBeans(Map.of("work", work));
            ProcessEngineFactoryBean engine = new ProcessEngineFactoryBean();
            engine.setProcessEngineConfiguration(configuration);
            return engine;
        }

        @Bean
        RuntimeService runtime(ProcessEngine engine) {
            return engine.getRuntimeService();
        }

        @Bean
        RepositoryService repository(ProcessEngine engine) {
            return engine.getRepositoryService();
        }
    }
}
