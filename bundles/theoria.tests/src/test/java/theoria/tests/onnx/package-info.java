/** ONNX files: golden outputs of what is read, and what is written is read back as it was. */
package theoria.tests.onnx;
