/** What is written as ONNX is read back as it was. */
package theoria.tests.onnx;
