package theoria.tests.support;

import theoria.core.model.data.Batch;
import theoria.core.model.data.InputContract;
import theoria.core.model.data.PreparedExamples;
import theoria.core.model.data.Split;
import theoria.core.model.load.DatasetLoader;
import theoria.core.model.load.FormatException;
import theoria.core.model.load.ImportedModel;
import theoria.core.model.npy.NpyArray;
import theoria.core.model.npy.NpzFile;
import theoria.format.data.CifarLoader;
import theoria.format.data.CsvLoader;
import theoria.format.data.IdxLoader;
import theoria.format.onnx.OnnxReader;
import theoria.testkit.SharedFiles;

import java.util.List;
import java.util.Map;

/**
 * The networks of golden/models with their data and golden numbers.
 *
 * @param name of the files
 * @param data folder of the data set
 * @param contract how its numbers become inputs
 */
public record GoldenNets(String name, String data, String contract) {
    /** All of them. */
    public static List<GoldenNets> all() {
        String cifar = "scale=1/255,mean=.4914:.4822:.4465,std=.2470:.2435:.2616";
        return List.of(
                new GoldenNets("lenet-mnist", "mnist", "scale=1/255"),
                new GoldenNets("lenet-mnist-b", "mnist", "scale=1/255"),
                new GoldenNets("mlp-digits-f64", "uci-digits", "scale=1/16"),
                new GoldenNets("mlp-relu-digits", "uci-digits", "scale=1/16"),
                new GoldenNets("resnet-tiny-cifar", "cifar10-subset", cifar));
    }

    /** The network as the reader gives it. */
    public ImportedModel load() throws FormatException {
        return new OnnxReader().load(SharedFiles.require("golden/models/" + name + ".onnx"));
    }

    /** Golden logits, loss and gradients. */
    public Map<String, NpyArray> golden() throws FormatException {
        String file = "golden/models/" + name.replace("-f64", "") + ".npz";
        return NpzFile.read(SharedFiles.require(file));
    }

    /** The first examples of a split, as the network takes them. */
    public Batch batch(Split split, int examples) throws FormatException {
        DatasetLoader loader =
                data.equals("mnist")
                        ? new IdxLoader()
                        : data.startsWith("cifar") ? new CifarLoader() : new CsvLoader();
        return PreparedExamples.of(
                        loader.load(SharedFiles.require("data/" + data), Map.of())
                                .split(split)
                                .orElseThrow(),
                        InputContract.parse(contract),
                        load().graph().inputShape())
                .read(0, examples);
    }

    @Override
    public String toString() {
        return name;
    }
}
