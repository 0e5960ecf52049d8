package theoria.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import theoria.core.model.engine.Cancelled;
import theoria.core.study.StudyException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

class RunProgressTest {
    private static RunProgress progress(RunControl control, int threads) {
        return new RunProgress(control, new RunListener() {}, threads);
    }

    private static final AutoCloseable WORKER = () -> {};

    @Test
    void resultsComeInIndexOrderWhateverTheThreads() throws Exception {
        List<Integer> expected = IntStream.range(0, 100).map(i -> i * i).boxed().toList();
        for (int threads : new int[] {1, 3, 8}) {
            List<Integer> results =
                    progress(new RunControl(), threads)
                            .parallel(100, () -> WORKER, (worker, i) -> i * i);
            assertThat(results).isEqualTo(expected);
        }
    }

    @Test
    void everyWorkerIsClosed() throws Exception {
        List<String> closed = Collections.synchronizedList(new ArrayList<>());
        progress(new RunControl(), 3)
                .parallel(10, () -> (AutoCloseable) () -> closed.add("closed"), (worker, i) -> i);
        assertThat(closed).hasSize(3);
    }

    @Test
    void aFailingPieceEndsTheRunWithItsOwnSentence() {
        assertThatThrownBy(
                        () ->
                                progress(new RunControl(), 2)
                                        .parallel(
                                                50,
                                                () -> WORKER,
                                                (worker, i) -> {
                                                    if (i == 7) {
                                                        throw new StudyException("piece 7 broke");
                                                    }
                                                    return i;
                                                }))
                .isInstanceOf(StudyException.class)
                .hasMessage("piece 7 broke");
    }

    @Test
    void aCancelledRunBeginsNoFurtherPiece() {
        RunControl control = new RunControl();
        List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
        assertThatThrownBy(
                        () ->
                                progress(control, 1)
                                        .parallel(
                                                50,
                                                () -> WORKER,
                                                (worker, i) -> {
                                                    begun.add(i);
                                                    control.cancel();
                                                    return i;
                                                }))
                .isInstanceOf(Cancelled.class);
        assertThat(begun).containsExactly(0);
    }

    @Test
    void aPausedJobGoesOnWhenItIsResumed() throws Exception {
        RunControl control = new RunControl();
        control.pause();
        CountDownLatch passed = new CountDownLatch(1);
        Thread job =
                new Thread(
                        () -> {
                            try {
                                progress(control, 1).check();
                                passed.countDown();
                            } catch (Cancelled e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        job.start();
        assertThat(passed.getCount()).isEqualTo(1);
        control.resume();
        passed.await();
        job.join();
    }
}
